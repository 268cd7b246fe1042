import type { Alerts } from "../alerts/alerts.ts";
import { databaseSubject } from "../record/outage-time.ts";
import type { IncidentSubject } from "../types.ts";

/** Runs of this process that could not be recorded, since the last one that could. */
export type Unrecorded = {
  /** A run has no row, or no end: the first of a streak is told to the channels, for no row can tell it. */
  failed: (jobName: string, error: string) => void;
  /** The patrol has not reached the database since then: told, unless a run has told of the streak. */
  away: (since: Date, error: string) => void;
  /** The end of a run is still to be written: told like a failure, until what it returns is called. */
  waiting: (jobName: string, error: string) => () => void;
  /** What was still to be written never will be. */
  lost: () => void;
  /** The database has taken something: where runs had failed before, the channels hear that it is over. */
  recorded: () => void;
};

/**
 * Remembers in memory what no row can: that the database was away when a run was to be recorded. One message opens a
 * streak and one ends it, from each process that has met it, because nothing that they share can be asked.
 */
export function unrecordedRuns({ alerts, clock }: { alerts: Pick<Alerts, "send">; clock: () => Date }): Unrecorded {
  let streak: { subject: IncidentSubject; since: Date; count: number } | undefined;
  let waiting = 0;

  function failed(jobName: string, error: string): void {
    if (streak) {
      streak.count += 1;
      return;
    }
    const at = clock();
    streak = { subject: jobCalled(jobName), since: at, count: 1 };
    const message = `The run could not be recorded: ${error}`;
    alerts.send({
      kind: "unrecorded",
      subject: jobCalled(jobName),
      severity: "FAILED",
      message,
      runId: null,
      at,
      since: at,
      streak: 1,
    });
  }

  return {
    failed,
    away(since, error) {
      if (streak) return;
      streak = { subject: databaseSubject, since, count: 0 };
      const message = `The database cannot be used: ${error}`;
      const at = clock();
      alerts.send({
        kind: "unrecorded",
        subject: databaseSubject,
        severity: "FAILED",
        message,
        runId: null,
        at,
        since,
        streak: 0,
      });
    },
    waiting(jobName, error) {
      failed(jobName, error);
      waiting += 1;
      return () => {
        waiting -= 1;
        if (streak) streak.count -= 1;
      };
    },
    lost() {
      waiting -= 1;
    },
    recorded() {
      // What is still to be written will say so itself.
      if (!streak || waiting > 0) return;
      const { subject, since, count } = streak;
      streak = undefined;
      const at = clock();
      const minutes = Math.max(1, Math.round((at.getTime() - since.getTime()) / 60_000));
      const runs = count === 1 ? "1 run has no row, or no end" : `${count} runs have no row, or no end`;
      const message = `Runs are recorded again, after ${minutes} min. ${count === 0 ? "None was lost" : runs}.`;
      alerts.send({
        kind: "recorded",
        subject,
        severity: null,
        message,
        runId: null,
        at,
        since,
        streak: count,
      });
    },
  };
}

function jobCalled(name: string): IncidentSubject {
  return { kind: "job", name };
}
