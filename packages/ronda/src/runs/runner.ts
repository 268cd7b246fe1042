import { setTimeout as pause } from "node:timers/promises";
import { DatabaseClosedError } from "../database/database.ts";
import { beatRun, type Closed, closedBefore, closeRun, type Ending, leaseMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { RunStart, TraceContext } from "../events/event-map.ts";
import type { Job } from "../job/job.ts";
import { isInTime } from "../job/slots.ts";
import type { Payload, RunContext, RunOutcome, SkipReason } from "../types.ts";
import { type Claimed, claim, type Request } from "./claim.ts";
import { type Execution, execute, type Verdict } from "./execution.ts";
import { describeFailure, type Failure, textOf } from "./failure.ts";
import { storedPayload } from "./payload.ts";
import { createPlaces } from "./places.ts";
import { withRetries } from "./retry.ts";
import { endOf, RunUnrecorded, startOf } from "./run-events.ts";
import { openRunLog } from "./run-log.ts";
import { longestWaitMs, skipWaited } from "./turn.ts";

/** What is wrong with a result is read in one line beside a badge. */
const longestExpectation = 500;

const withoutJobMaxRunMs = 60 * 60 * 1000;

/** How long to wait before a run's end is written again while the database does not answer. */
const closeRetriesMs = [200, 1000, 3000, 8000];

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

/** Makes the part of an engine that runs jobs in this process. */
export function createRunner(engine: Engine): Runner {
  const executions = new Set<Execution>();
  const places = createPlaces(engine.concurrency);
  const open = new Set<Promise<unknown>>();
  let stopping = false;

  async function perform(task: Task): Promise<RunOutcome> {
    if (stopping) return stoppingOutcome;
    const claimed = await claim(engine, task);
    task.onSettled?.();
    if (claimed.kind === "slot-taken") return slotTaken(task, claimed.slotAt);
    if (claimed.kind === "skipped") return { ok: true, skipped: claimed.why };
    return performClaimed(task, claimed);
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

  function slotTaken({ jobName, quiet }: Task, slotAt: Date): RunOutcome {
    const skipped: SkipReason = `its slot of ${slotAt.toISOString()} has run`;
    if (!quiet) engine.logger.info({ cron: jobName }, `cron ${jobName} skipped: ${skipped}`);
    return { ok: true, skipped };
  }

  async function performClaimed(task: Task, claimed: Claimed & { kind: "claimed" }): Promise<RunOutcome> {
    const { jobName } = task;
    const { id: runId, startedAt } = claimed;
    const start = startOf(task, claimed);
    engine.events.emit("run.started", start);
    const book = openRunLog({ ...engine, jobName, runId });
    const startedMs = performance.now();
    const maxRunMs = task.job?.maxRunMs ?? withoutJobMaxRunMs;
    const attempts = withRetries({ run: task.run, policy: task.job?.retry, maxRunMs, redact: engine.redact });
    const execution = execute({
      run: (context) => engine.events.enter(start, () => attempts.run(context)),
      now: startedAt,
      log: book.log,
      redact: engine.redact,
      maxRunMs,
      beat: () => beatRun(engine.database, runId, book.lines()),
      leaseMs,
    });
    const ended = () => ({
      durationMs: Math.round(performance.now() - startedMs),
      attempts: attempts.made(),
      lastSecret: task.lastSecret,
    });
    executions.add(execution);
    let verdict: Verdict;
    let ending: Ending;
    try {
      // The process may have been told to stop while the claim was under way.
      if (stopping) execution.interrupt("restart");
      verdict = await execution.verdict;
      const judgement = judge(task, verdict, engine);
      ending = {
        ...claimedEnding(task, claimed),
        ...judgement,
        ...ended(),
        finishedAt: engine.clock(),
        log: book.lines(),
      };
    } catch (error) {
      // Nothing of the job's or the host's gets here by itself; but whatever does, a claimed run is closed.
      const failure = describeFailure(error, engine.redact);
      verdict = { payload: null, failure, interruption: null, notes: [] };
      ending = { ...claimedEnding(task, claimed), ...failed(failure), ...ended() };
    } finally {
      executions.delete(execution);
      execution.end();
    }
    try {
      return await close(start, ending, verdict);
    } catch (error) {
      throw new RunUnrecorded(runId, error);
    }
  }

  async function close(start: RunStart, ending: Ending, verdict: Verdict): Promise<RunOutcome> {
    const { jobName } = start;
    const about = { cron: jobName, runId: ending.id, durationMs: ending.durationMs };
    const closed = verdict.interruption === "fenced" ? "fenced" : await closeWithRetries(engine, ending);
    engine.unrecorded.recorded();
    if (closed === "fenced") {
      const error = "The run was closed by another process meanwhile; its result was discarded";
      engine.logger.warn(about, `cron ${jobName}: ${error}`);
      engine.events.emit("run.late", endOf(start, ending));
      return { ok: false, error };
    }
    engine.events.emit("run.finished", endOf(start, ending));
    const { status, errorMessage: message } = ending;
    if (status === "SUCCESS") {
      engine.logger.info(about, `cron ${jobName} SUCCESS in ${ending.durationMs} ms`);
      return { ok: true, payload: verdict.payload as Payload };
    }
    engine.logger.error(about, `cron ${jobName} ${status}: ${message}`);
    const { streak, alert: kind } = closed;
    if (kind) {
      const { id: runId, finishedAt: at } = ending;
      engine.alerts.send({ kind, jobName, streak, runId, status, message: message ?? "", at });
    }
    return { ok: false, error: message ?? status };
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
      open.add(running);
      return running.finally(() => open.delete(running));
    },
    async stop() {
      stopping = true;
      places.close();
      for (const execution of executions) execution.interrupt("restart");
      await Promise.all(open);
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
function startedOffSlot({ job, manual }: Task, { startedAt, slotAt, trigger }: Claimed & { kind: "claimed" }) {
  if (manual || trigger === "catch-up") return null;
  return !(job && slotAt && isInTime(job, slotAt, startedAt));
}

type Judgement = Pick<
  Ending,
  "status" | "payload" | "errorMessage" | "errorStack" | "reason" | "brokenExpectation" | "restarted"
>;

/** What is known of a run's end before anything is known of what it did. */
function claimedEnding(task: Task, claimed: Claimed & { kind: "claimed" }) {
  return {
    id: claimed.id,
    offSlot: startedOffSlot(task, claimed),
    finishedAt: claimed.startedAt,
    log: null,
    failuresBeforeAlert: task.job?.failuresBeforeAlert ?? 1,
  };
}

/** Turns what the function did into what the row says. A result that cannot be kept is a failure like any other. */
function judge(task: Task, verdict: Verdict, engine: Engine): Judgement {
  const { interruption } = verdict;
  const judged = judgeWork(task, verdict, engine);
  if (interruption === "restart") {
    return { ...judged, status: "ABANDONED", errorMessage: "Stopped by a restart", reason: "restart", restarted: true };
  }
  if (interruption === "timeout") {
    const seconds = (task.job?.maxRunMs ?? withoutJobMaxRunMs) / 1000;
    return { ...judged, status: "TIMED_OUT", errorMessage: `Timed out after ${seconds} s` };
  }
  return judged;
}

function judgeWork(task: Task, { payload, failure, interruption, notes }: Verdict, engine: Engine): Judgement {
  const note = notes.join("; ") || null;
  if (failure) return { ...failed(failure), reason: note };
  try {
    const stored = payload && storedPayload(payload);
    const broken = payload && !interruption ? brokenExpectation(task, payload, engine) : null;
    return { ...succeeded, payload: stored, reason: broken ?? note, brokenExpectation: broken };
  } catch (error) {
    return { ...failed(describeFailure(error, engine.redact)), reason: note };
  }
}

const succeeded: Judgement = {
  status: "SUCCESS",
  payload: null,
  errorMessage: null,
  errorStack: null,
  reason: null,
  brokenExpectation: null,
  restarted: false,
};

function failed({ message, stack }: Failure): Judgement {
  return { ...succeeded, status: "FAILED", errorMessage: message, errorStack: stack };
}

function brokenExpectation(task: Task, payload: Payload, engine: Engine): string | null {
  try {
    const broken = task.job?.expect?.(payload as never);
    return broken ? engine.redact(textOf(broken), longestExpectation) : null;
  } catch (error) {
    return `The expectation itself failed: ${describeFailure(error, engine.redact).message}`;
  }
}

/** Writes the end of a run; keeps trying while the database is away, since nobody can do it for us before the lease ends. */
async function closeWithRetries(engine: Engine, ending: Ending): Promise<Closed | "fenced"> {
  let attempt = ending;
  for (let tries = 0; ; tries++) {
    try {
      const closed = await closeRun(engine.database, attempt, engine);
      // An earlier try may have been committed although its answer was lost.
      return closed ?? (tries > 0 ? await closedBefore(engine.database, ending) : undefined) ?? "fenced";
    } catch (error) {
      const retryMs = closeRetriesMs[tries];
      if (retryMs === undefined || error instanceof DatabaseClosedError) throw error;
      // PostgreSQL's class 22: it does not take the data, and never will.
      const refused = (error as { code?: string }).code?.startsWith("22");
      if (refused) attempt = { ...ending, payload: null, log: null, reason: "its payload could not be stored" };
      else await pause(retryMs);
    }
  }
}
