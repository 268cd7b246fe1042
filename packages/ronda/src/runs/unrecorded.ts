import type { Alerts } from "../alerts/alerts.ts";

/** Runs of this process that could not be recorded, since the last one that could. */
export type Unrecorded = {
  /** A run has no row, or no end: the first of a streak is told to the channels, for no row can tell it. */
  failed: (jobName: string, error: string) => void;
  /** The database has taken something: where runs had failed before, the channels hear that it is over. */
  recorded: () => void;
};

/**
 * Remembers in memory what no row can: that the database was away when a run was to be recorded. One message opens a
 * streak and one ends it, from each process that has met it, because nothing that they share can be asked.
 */
export function unrecordedRuns({ alerts, clock }: { alerts: Alerts; clock: () => Date }): Unrecorded {
  let streak: { jobName: string; since: Date; count: number } | undefined;
  return {
    failed(jobName, error) {
      if (streak) {
        streak.count += 1;
        return;
      }
      const at = clock();
      streak = { jobName, since: at, count: 1 };
      const message = `The run could not be recorded: ${error}`;
      alerts.send({ kind: "unrecorded", status: "UNRECORDED", jobName, message, runId: null, at, streak: 1 });
    },
    recorded() {
      if (!streak) return;
      const { jobName, since, count } = streak;
      streak = undefined;
      const at = clock();
      const minutes = Math.max(1, Math.round((at.getTime() - since.getTime()) / 60_000));
      const runs = count === 1 ? "1 run has" : `${count} runs have`;
      const message = `Runs are recorded again, after ${minutes} min. ${runs} no row, or no end.`;
      alerts.send({ kind: "recorded", status: "RECORDED", jobName, message, runId: null, at, streak: count });
    },
  };
}
