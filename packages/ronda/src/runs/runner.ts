import { beatRun, type Closed, type Ending, leaseMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { RunStart, TraceContext } from "../events/event-map.ts";
import type { Job } from "../job/job.ts";
import { isInTime } from "../job/slots.ts";
import type { Payload, RunContext, RunOutcome } from "../types.ts";
import { type Claimed, claim, type Request } from "./claim.ts";
import { type Execution, execute, type Verdict, type Work, windUpMs } from "./execution.ts";
import { describeFailure } from "./failure.ts";
import { failed, judge, judgeLate, type Rules } from "./judgement.ts";
import { createPlaces } from "./places.ts";
import { reasons } from "./reasons.ts";
import { recordEnding, recordLateResult } from "./recording.ts";
import { withRetries } from "./retry.ts";
import { endOf, RunUnrecorded, startOf } from "./run-events.ts";
import { openRunLog, type RunLogBook } from "./run-log.ts";
import { longestWaitMs, skipWaited } from "./turn.ts";
import { giveBackUnanswered } from "./unanswered.ts";

const withoutJobMaxRunMs = 60 * 60 * 1000;

/** How long whoever asked for a run waits for its end to be written; then it is written behind their back. */
const answerMs = leaseMs;

/** What a stop may take in all: the jobs' own time to end, and then some to write what is to be written. */
const stopMs = windUpMs + 3000;

/** A run that is wanted: what to claim and what to do. */
export type Task = Request & {
  run: (context: RunContext) => unknown;
  /** The registry's job of that name, if there is one: its limits and its expectation. */
  job: Job | undefined;
  lastSecret: "current" | "previous" | null;
  /** The trace of the request that asks, if any. */
  trace: TraceContext | null;
  /** True where a person asked for it: when it starts says nothing about what triggers the job. */
  manual: boolean;
  /**
   * Called once it is settled whether this task runs. Where it is given and cannot be called, because the database is
   * away, whoever gave it asks again, and nobody else is told.
   */
  onSettled?: () => void;
};

/** The part of an engine that runs jobs in this process. */
export type Runner = {
  /** Claims, runs, closes. Never rejects. */
  run: (task: Task) => Promise<RunOutcome>;
  /** Refuses new runs, interrupts the running ones and resolves when their rows are closed. */
  stop: () => Promise<void>;
  stopping: () => boolean;
};

const stoppingOutcome: RunOutcome = { ok: false, error: "The process is stopping" };

const unwritten = { writeError: "the database has not answered", recorded: () => {} };

/** A claimed run at work. */
type AtWork = {
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
  /** To be called when its end is written after all. */
  recorded: () => void;
};

/** Makes the part of an engine that runs jobs in this process. */
export function createRunner(engine: Engine): Runner {
  const executions = new Set<Execution>();
  const places = createPlaces(engine.concurrency);
  const open = new Set<Promise<unknown>>();
  const hasToEnd = new AbortController();
  let stopping = false;

  async function perform(task: Task): Promise<RunOutcome> {
    if (stopping) return stoppingOutcome;
    const claimed = await claim(engine, task).catch((error) => {
      engine.reach.failed();
      throw error;
    });
    task.onSettled?.();
    if (claimed.kind !== "claimed" && task.runId) engine.runsHere.delete(task.runId);
    if (claimed.kind === "slot-taken") return slotTaken(task, claimed.slotAt);
    if (claimed.kind === "skipped") return { ok: true, skipped: claimed.why };
    return await performClaimed(begin(task, claimed));
  }

  /** In turn, and settled also where its turn never came. */
  async function takeTurn(task: Task): Promise<RunOutcome> {
    const outcome = await places.within(() => perform(task), {
      isPerson: task.manual,
      waitMs: longestWaitMs(task, engine.clock()),
    });
    if (outcome) return outcome;
    if (stopping) return stoppingOutcome;
    const skipped = await skipWaited(engine, task);
    task.onSettled?.();
    return skipped;
  }

  function slotTaken({ jobName, quiet, actor, caller }: Task, slotAt: Date): RunOutcome {
    const skipped = reasons.slotHasRun(slotAt);
    if (quiet) return { ok: true, skipped };
    engine.logger.info({ cron: jobName }, `cron ${jobName} skipped: ${skipped}`);
    const about = { runId: null, jobName, slotAt, actor, caller, why: skipped, at: engine.clock() };
    engine.events.emit("run.skipped", about);
    return { ok: true, skipped };
  }

  function begin(task: Task, claimed: Claimed & { kind: "claimed" }): AtWork {
    const { id, startedAt } = claimed;
    const start = startOf(task, claimed);
    engine.events.emit("run.started", start);
    const maxRunMs = task.job?.maxRunMs ?? withoutJobMaxRunMs;
    const book = openRunLog({ ...engine, jobName: task.jobName, runId: id });
    const { redact } = engine;
    const beat = async () => {
      try {
        return await beatRun(engine.database, id, book.lines());
      } catch (error) {
        engine.reach.failed();
        throw error;
      }
    };
    const startedMs = performance.now();
    const attempts = withRetries({ run: task.run, policy: task.job?.retry, maxRunMs, redact });
    engine.runsHere.add(id);
    const execution = execute({
      run: (context) => engine.events.enter(start, () => attempts.run(context)),
      now: startedAt,
      log: book.log,
      redact,
      maxRunMs,
      beat,
      leaseMs,
    });
    executions.add(execution);
    // The process may have been told to stop while the claim was under way.
    if (stopping) execution.interrupt("restart");
    return {
      id,
      task,
      start,
      startedMs,
      rules: { job: task.job, maxRunMs, redact },
      book,
      execution,
      attempts: attempts.made,
      ...unwritten,
    };
  }

  async function performClaimed(run: AtWork): Promise<RunOutcome> {
    const verdict = await run.execution.verdict;
    executions.delete(run.execution);
    return await answer(run, keepOpen(finish(run, verdict)));
  }

  /** Closes the run's row. Whatever happens on the way, its timers end: at once, or with its function. */
  async function finish(run: AtWork, verdict: Verdict): Promise<RunOutcome> {
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
    const closed = await recordEnding(engine, { ending, keepLease: work === null, ...patienceOf(run) });
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
    const { status, errorMessage: message } = ending;
    if (status === "SUCCESS") {
      engine.logger.info(about, `cron ${jobName} SUCCESS in ${ending.durationMs} ms`);
      return { ok: true, payload: work?.payload as Payload };
    }
    engine.logger.error(about, `cron ${jobName} ${status}: ${message}`);
    alert(closed, ending);
    return { ok: false, error: message ?? status };
  }

  function alert({ jobName, streak, alert: kind }: Closed, { id: runId, status, ...ending }: Ending): void {
    if (!kind || status === "SUCCESS") return;
    const { errorMessage, finishedAt: at } = ending;
    engine.alerts.send({ kind, jobName, streak, runId, status, message: errorMessage ?? "", at });
  }

  /** Keeps what a function came to after its row was closed, and takes back what was wrongly said of it. */
  async function keepLate(run: AtWork, work: Work): Promise<void> {
    const { id: runId, book, rules, task } = run;
    const at = engine.clock();
    const late = { id: runId, at, log: book.lines(), ...judgeLate(work, rules) };
    const kept = await recordLateResult(engine, { late, ...patienceOf(run) });
    if (!kept) return;
    const { jobName } = task;
    const { status, errorMessage } = late;
    engine.events.emit("run.late", { ...run.start, status, closedAs: kept.status, errorMessage, at });
    engine.logger.warn(
      { cron: jobName, runId },
      `cron ${jobName}: a run that had been closed as ${kept.status} ended late with ${late.status}`,
    );
    if (!kept.isAlertWrong) return;
    const message = `The run that had not been heard of for ${leaseMs / 1000} s has succeeded after all. The alert about it was wrong.`;
    engine.alerts.send({ kind: "withdrawn", status: "WITHDRAWN", jobName, message, runId, at, streak: 1 });
  }

  function patienceOf(run: AtWork) {
    const onFailure = (error: unknown) => {
      run.writeError = describeFailure(error, engine.redact).message;
    };
    return { signal: hasToEnd.signal, onFailure };
  }

  /** The outcome once it is written, or what is known of it when that takes longer than anybody waits. */
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
    finishing.catch(() => {});
    return { ok: false, error };
  }

  function keepOpen<Result>(work: Promise<Result>): Promise<Result> {
    const kept = work.finally(() => open.delete(kept));
    open.add(kept);
    return kept;
  }

  return {
    run(task) {
      let isSettled = !task.onSettled;
      const onSettled = () => {
        isSettled = true;
        task.onSettled?.();
      };
      const running = takeTurn({ ...task, onSettled }).catch((error): RunOutcome => {
        if (!isSettled) return unsettled(engine, task, error);
        const { runId, cause } = error instanceof RunUnrecorded ? error : { runId: null, cause: error };
        const { message } = describeFailure(cause, engine.redact);
        engine.logger.error({ cron: task.jobName }, `cron ${task.jobName}: the run could not be recorded: ${message}`);
        engine.unrecorded.failed(task.jobName, message);
        engine.events.emit("run.unrecorded", { runId, jobName: task.jobName, error: message, at: engine.clock() });
        return { ok: false, error: message };
      });
      return keepOpen(running);
    },
    async stop() {
      stopping = true;
      places.close();
      void keepOpen(giveBackUnanswered(engine).catch(() => {}));
      const waited = Promise.withResolvers<void>();
      const timer = setTimeout(waited.resolve, stopMs);
      for (const execution of executions) execution.interrupt("restart");
      await Promise.race([Promise.allSettled(open), waited.promise]);
      clearTimeout(timer);
      hasToEnd.abort();
    },
    stopping: () => stopping,
  };
}

/** Nothing has come of it yet, and whoever asked asks again. */
function unsettled({ logger, redact }: Engine, { jobName }: Task, error: unknown): RunOutcome {
  const { message } = describeFailure(error, redact);
  logger.warn({ cron: jobName }, `cron ${jobName}: its slot could not be asked for yet: ${message}`);
  return { ok: false, error: message };
}

/** What this start says about the job's trigger: nothing where a person or the patrol started it. */
function startedOffSlot({ job, manual }: Task, { startedAt, slotAt, trigger }: RunStart) {
  if (manual || trigger === "catch-up") return null;
  return !(job && slotAt && isInTime(job, slotAt, startedAt));
}
