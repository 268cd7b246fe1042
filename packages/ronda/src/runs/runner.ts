import { beatRun, leaseMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import { describeFailure } from "../record/failure.ts";
import { reasons } from "../record/reasons.ts";
import type { RunOutcome } from "../types.ts";
import { type Claimed, claim } from "./claim.ts";
import { type AtWork, createEndings, unwritten } from "./endings.ts";
import { type Execution, execute, gracePeriodMs, type Verdict } from "./execution.ts";
import { withLockHolder } from "./lock-holder.ts";
import { keepNote } from "./notes.ts";
import { createPlaces } from "./places.ts";
import { withRetries } from "./retry.ts";
import { RunUnrecorded, startOf } from "./run-events.ts";
import { openRunLog } from "./run-log.ts";
import type { Task } from "./task.ts";
import { longestWaitMs, skipWaited } from "./turn.ts";
import { releaseUnanswered, rememberUnanswered } from "./unanswered.ts";

const withoutJobMaxRunMs = 60 * 60 * 1000;

/** What a stop may take in all: the jobs' own time to end, and then some to write what is to be written. */
const stopMs = gracePeriodMs + 3000;

/** The part of an engine that runs jobs in this process. */
export type Runner = {
  /** Claims, runs, closes. Never rejects. */
  run: (task: Task) => Promise<RunOutcome>;
  /** Refuses new runs, interrupts the running ones and resolves when their rows are closed. */
  stop: () => Promise<void>;
  stopping: () => boolean;
};

const stoppingOutcome: RunOutcome = { ok: false, error: "The process is stopping" };

/** Makes the part of an engine that runs jobs in this process. */
export function createRunner(engine: Engine): Runner {
  const executions = new Set<Execution>();
  const places = createPlaces(engine.concurrency);
  const open = new Set<Promise<unknown>>();
  const hasToEnd = new AbortController();
  const endings = createEndings(engine, { signal: hasToEnd.signal, keepOpen });
  let stopping = false;

  async function perform(task: Task): Promise<RunOutcome> {
    if (stopping) return stoppingOutcome;
    const claimed = await claim(engine, task).catch((error) => {
      engine.reach.failed();
      throw error;
    });
    task.onSettled?.();
    if (task.runId && !(claimed.kind === "claimed" && claimed.id === task.runId)) engine.runsHere.delete(task.runId);
    if (claimed.kind === "slot-taken") return slotTaken(task, claimed.slotAt);
    if (claimed.kind === "skipped") return { ok: true, skipped: claimed.why };
    // The process may have been told to stop while the claim was under way.
    return stopping ? await giveBack(claimed.id) : await performClaimed(beginSafely(task, claimed));
  }

  async function giveBack(runId: string): Promise<RunOutcome> {
    engine.runsHere.delete(runId);
    rememberUnanswered(engine, runId);
    await releaseUnanswered(engine);
    return stoppingOutcome;
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
    if (task.runId) engine.runsHere.delete(task.runId);
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

  /** What cannot even begin is not at work here: then others may close its row when its lease is over. */
  function beginSafely(task: Task, claimed: Claimed & { kind: "claimed" }): AtWork {
    try {
      return begin(task, claimed);
    } catch (error) {
      engine.runsHere.delete(claimed.id);
      throw error;
    }
  }

  function begin(task: Task, claimed: Claimed & { kind: "claimed" }): AtWork {
    const { id, startedAt } = claimed;
    const start = startOf(task, claimed);
    engine.events.emit("run.started", start);
    const maxRunMs = task.job?.maxRunMs ?? withoutJobMaxRunMs;
    const onLine = () => run?.execution.logged();
    const book = openRunLog({ ...engine, jobName: task.jobName, runId: id, onLine });
    const { redact } = engine;
    const notes: string[] = [];
    if (claimed.pause) keepNote(notes, reasons.inSpiteOfPause(claimed.pause), redact);
    const beat = async () => {
      try {
        return await beatRun(engine.database, id, book.lines(), { worksOn: run?.worksOn ?? false });
      } catch (error) {
        engine.reach.failed();
        throw error;
      }
    };
    let run: AtWork | undefined;
    const startedMs = performance.now();
    const attempts = withRetries({ run: task.run, policy: task.job?.retry, maxRunMs, redact });
    engine.runsHere.add(id);
    const execution = execute({
      run: (context) => engine.events.enter(start, () => attempts.run(context)),
      now: startedAt,
      notes,
      log: book.log,
      redact,
      maxRunMs,
      beat,
      leaseMs,
    });
    executions.add(execution);
    // Whoever heard that it started may have stopped the engine.
    if (stopping) execution.interrupt("restart");
    run = {
      id,
      task,
      start,
      startedMs,
      rules: { job: task.job, maxRunMs, redact },
      book,
      execution,
      attempts: attempts.made,
      worksOn: false,
      ...unwritten,
    };
    // What its function logged before it waited for anything.
    if (book.lines().length > 0) execution.logged();
    return run;
  }

  async function performClaimed(run: AtWork): Promise<RunOutcome> {
    const verdict = await withHolder(run, await run.execution.verdict);
    executions.delete(run.execution);
    return await endings.answer(run, keepOpen(endings.finish(run, verdict)));
  }

  /** Asked at once, for whoever holds a lock may let go of it. */
  async function withHolder({ id }: AtWork, verdict: Verdict): Promise<Verdict> {
    const { work } = verdict;
    if (!work?.failure) return verdict;
    const message = await withLockHolder(engine.database, { message: work.failure.message, runId: id });
    return { ...verdict, work: { ...work, failure: { ...work.failure, message } } };
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
      void keepOpen(releaseUnanswered(engine).catch(() => {}));
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
