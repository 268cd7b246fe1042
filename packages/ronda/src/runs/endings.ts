import { alertRoutingOf } from "../alerts/incidents.ts";
import { type Ending, leaseMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { RunStart } from "../events/event-map.ts";
import { isInTime } from "../job/slots.ts";
import { describeFailure } from "../record/failure.ts";
import type { Payload, RunOutcome } from "../types.ts";
import type { Execution, Verdict, Work } from "./execution.ts";
import { failed, judge, judgeLate, type Rules } from "./judgement.ts";
import { recordEnding, recordLateResult } from "./recording.ts";
import { endOf, RunUnrecorded } from "./run-events.ts";
import type { RunLogBook } from "./run-log.ts";
import type { Task } from "./task.ts";

/** How long whoever asked for a run waits for its end to be written; then it is written behind their back. */
const answerMs = leaseMs;

/** Of a run whose end nobody has tried to write yet. */
export const unwritten = { writeError: "the database has not answered", recorded: () => {} };

/** A claimed run at work. */
export type AtWork = {
  id: string;
  task: Task;
  start: RunStart;
  startedMs: number;
  rules: Rules;
  book: RunLogBook;
  execution: Execution;
  /** How often the function was called. */
  attempts: () => number;
  /** What the database said when something of this run was last written in vain. */
  writeError: string;
  /** Whether its function works on although its row is closed, or about to be. */
  worksOn: boolean;
  /** To be called when its end is written after all. */
  recorded: () => void;
};

/** How the runs of this process end. */
export type Endings = {
  /** Closes the run's row. Whatever happens on the way, its timers end: at once, or with its function. */
  finish: (run: AtWork, verdict: Verdict) => Promise<RunOutcome>;
  /** The outcome once it is written, or what is known of it when that takes longer than anybody waits. */
  answer: (run: AtWork, finishing: Promise<RunOutcome>) => Promise<RunOutcome>;
};

/** Makes the part of a runner that ends runs. */
export function createEndings(
  engine: Engine,
  { signal, keepOpen }: { signal: AbortSignal; keepOpen: <Result>(work: Promise<Result>) => Promise<Result> },
): Endings {
  async function finish(run: AtWork, verdict: Verdict): Promise<RunOutcome> {
    run.worksOn = verdict.work === null;
    try {
      run.execution.endLimits();
      return await close(run, verdict, endingOf(run, verdict));
    } catch (error) {
      throw new RunUnrecorded(run.id, error);
    } finally {
      if (verdict.work) forget(run);
      else
        void run.execution.work
          .then((work) => keepOpen(keepLate(run, work).finally(() => forget(run))))
          .catch(() => {});
    }
  }

  function forget({ id, execution }: AtWork): void {
    execution.end();
    engine.runsHere.delete(id);
  }

  function endingOf({ id, task, start, startedMs, rules, book, attempts }: AtWork, verdict: Verdict): Ending {
    const durationMs = Math.round(performance.now() - startedMs);
    const { lastSecret } = task;
    const failuresBeforeAlert = task.job?.failuresBeforeAlert ?? 1;
    const ending = {
      id,
      durationMs,
      attempts: attempts(),
      offSlot: startedOffSlot(task, start),
      lastSecret,
      failuresBeforeAlert,
    };
    try {
      return { ...ending, ...judge(verdict, rules), finishedAt: engine.clock(), log: book.lines() };
    } catch (error) {
      // Nothing of the job's gets here by itself; but whatever does, a claimed run is closed.
      return { ...ending, ...failed(describeFailure(error, engine.redact)), finishedAt: start.startedAt, log: null };
    }
  }

  async function close(run: AtWork, { work }: Verdict, ending: Ending): Promise<RunOutcome> {
    const { jobName } = run.task;
    const about = { cron: jobName, runId: run.id, durationMs: ending.durationMs };
    const routing = alertRoutingOf(engine, run.task.job);
    const closed = await recordEnding(engine, { ending, routing, keepLease: work === null, ...patienceOf(run) });
    run.recorded();
    engine.unrecorded.recorded();
    if (closed === "fenced") {
      const error = "The run was closed by another process meanwhile; its result is kept with its row";
      engine.logger.warn(about, `cron ${jobName}: ${error}`);
      engine.events.emit("run.fenced", { ...run.start, at: ending.finishedAt });
      if (work) await keepLate(run, work);
      return { ok: false, error };
    }
    engine.events.emit("run.finished", endOf(run.start, ending));
    engine.alerts.announce(closed, ending.finishedAt);
    const { status, errorMessage: message } = ending;
    if (status === "SUCCESS") {
      engine.logger.info(about, `cron ${jobName} SUCCESS in ${ending.durationMs} ms`);
      return { ok: true, payload: work?.payload as Payload };
    }
    engine.logger.error(about, `cron ${jobName} ${status}: ${message}`);
    return { ok: false, error: message ?? status };
  }

  /** Keeps what a function came to after its row was closed, and takes back what was wrongly said of it. */
  async function keepLate(run: AtWork, work: Work): Promise<void> {
    const { id: runId, book, rules, task } = run;
    const at = engine.clock();
    const late = { id: runId, at, log: book.lines(), ...judgeLate(work, rules) };
    const routing = alertRoutingOf(engine, task.job);
    const kept = await recordLateResult(engine, { late, routing, ...patienceOf(run) });
    if (!kept) return;
    const { jobName } = task;
    const { status, errorMessage } = late;
    engine.events.emit("run.late", { ...run.start, status, closedAs: kept.status, errorMessage, at });
    engine.logger.warn(
      { cron: jobName, runId },
      `cron ${jobName}: a run that had been closed as ${kept.status} ended late with ${late.status}`,
    );
    engine.alerts.announce(kept, at);
  }

  function patienceOf(run: AtWork) {
    const onFailure = (error: unknown) => {
      run.writeError = describeFailure(error, engine.redact).message;
    };
    return { signal, onFailure };
  }

  async function answer(run: AtWork, finishing: Promise<RunOutcome>): Promise<RunOutcome> {
    const waited = Promise.withResolvers<null>();
    const timer = setTimeout(() => waited.resolve(null), answerMs).unref();
    const outcome = await Promise.race([finishing, waited.promise]).finally(() => clearTimeout(timer));
    if (outcome) return outcome;
    const error = `The run's end is still to be written: ${run.writeError}`;
    run.recorded = engine.unrecorded.waiting(run.task.jobName, run.writeError);
    const { id: runId, task } = run;
    engine.logger.error({ cron: task.jobName, runId }, `cron ${task.jobName}: ${error}`);
    engine.events.emit("run.unrecorded", { runId, jobName: task.jobName, error: run.writeError, at: engine.clock() });
    finishing.catch(() => engine.unrecorded.lost());
    return { ok: false, error };
  }

  return { finish, answer };
}

/** What this start says about the job's trigger: nothing where a person or the patrol started it. */
function startedOffSlot({ job, manual }: Task, { startedAt, slotAt, trigger }: RunStart) {
  if (manual || trigger === "catch-up") return null;
  return !(job && slotAt && isInTime(job, slotAt, startedAt));
}
