import { checkActionFilter } from "./actions/action-filter.ts";
import { keepChannelTest } from "./actions/channel-test.ts";
import { actFromPage } from "./actions/from-page.ts";
import { acknowledge, snooze } from "./actions/incidents.ts";
import { refused } from "./actions/outcomes.ts";
import { pauseJob, resumeJob } from "./actions/pausing.ts";
import { releaseLease } from "./actions/releasing.ts";
import { askAgain, runAgain } from "./actions/run-again.ts";
import { giveUpOrphans } from "./alerts/outbox.ts";
import { checkIncidentFilter, readIncident, readIncidents } from "./alerts/reading.ts";
import { createEngine } from "./create-engine.ts";
import { readActions } from "./database/actions.ts";
import { joined } from "./database/joined.ts";
import { migrate } from "./database/migrate.ts";
import { readRun, readRuns } from "./database/reading.ts";
import { readRejectionsByJob } from "./database/rejections.ts";
import { readTotals } from "./database/totals.ts";
import type { Engine } from "./engine.ts";
import type { EventName } from "./events/event-map.ts";
import type { AroundRun, Listener } from "./events/events.ts";
import { handle, type Triggering } from "./http/handle.ts";
import { longestUserAgent, rejectionCounter } from "./http/rejections.ts";
import { triggerBook } from "./http/triggers.ts";
import { DefinitionError } from "./job/definition.ts";
import type { GivenInputOf } from "./job/input-schema.ts";
import type { Job } from "./job/job.ts";
import { openSlots } from "./job/slots.ts";
import type { PageOptions } from "./page/options.ts";
import { createPage } from "./page/page.ts";
import { checkRondaOptions, type RondaOptions } from "./ronda-options.ts";
import { describeFailure } from "./runs/failure.ts";
import { runGiven } from "./runs/given-run.ts";
import { label, longestActor, whatIsWrongWithName } from "./runs/label.ts";
import { reasons } from "./runs/reasons.ts";
import { checkRunFilter } from "./runs/run-filter.ts";
import { createRunner } from "./runs/runner.ts";
import type { Task } from "./runs/task.ts";
import { rememberUnanswered } from "./runs/unanswered.ts";
import { ofSlot, taskOf, taskOfTrigger } from "./runs/wanted.ts";
import { stopInTime, stopMs } from "./stopping.ts";
import type {
  Action,
  ActionFilter,
  ActionOptions,
  ActionOutcome,
  Incident,
  IncidentFilter,
  IncidentHistory,
  JobDetails,
  JobLimits,
  JobResult,
  JobTotal,
  Overview,
  PatrolReport,
  Payload,
  PayloadOf,
  Run,
  RunAgainOutcome,
  RunContext,
  RunFilter,
  RunOptions,
  RunOutcome,
  RunSummary,
  Watch,
} from "./types.ts";
import { createAfterTrigger } from "./watch/after-trigger.ts";
import { evaluateIncidents } from "./watch/evaluate.ts";
import { readOverview } from "./watch/overview.ts";
import { createPatrolTimer, patrol, quietPatrol } from "./watch/patrol.ts";
import { createScheduler } from "./watch/scheduler.ts";

/**
 * One engine: the registry of jobs together with the database that remembers their runs. `EachJob` is the union of the
 * registry's jobs; plain `Ronda` is an engine of any jobs, which every engine is.
 */
// biome-ignore lint/suspicious/noExplicitAny: with any other type an engine of known names would not be a plain Ronda.
export type Ronda<EachJob extends Job = any> = {
  /** The jobs in the order of the registry. */
  jobs: readonly EachJob[];
  /** The watches in the order in which people read them. */
  watches: readonly Watch[];
  /**
   * Makes or updates the engine's tables. Idempotent, and safe when many processes start at once. Rejects where the tables
   * belong to another app, with what to do, and where the database does not answer.
   */
  migrate: () => Promise<void>;
  /**
   * Runs a job of the registry and keeps the run; its name is checked by the compiler. Never throws: whatever happens,
   * also a database that is away, is an outcome.
   */
  runCron<Name extends EachJob["name"]>(
    name: Name & string,
    options?: RunOptions<InputOfJob<EachJob, Name>>,
  ): Promise<RunOutcome<PayloadOfJob<EachJob, Name>>>;
  /** The same, with the options where those of a handler written by hand are. */
  runCron<Name extends EachJob["name"]>(
    name: Name & string,
    fn?: undefined,
    options?: RunOptions<InputOfJob<EachJob, Name>>,
  ): Promise<RunOutcome<PayloadOfJob<EachJob, Name>>>;
  /** Runs `fn` under a name of its own choice, for handlers written by hand, and keeps the run. Never throws. */
  runCron<Result extends JobResult>(
    name: string,
    fn: (context: RunContext<undefined>) => Promise<Result> | Result,
    options?: RunOptions,
  ): Promise<RunOutcome<PayloadOf<Result>>>;
  /** Answers a request to a job's URL, of whatever name: an unknown one is a 404. See the table in the README. */
  handle: (request: Request, name: string) => Promise<Response>;
  /**
   * The engine's own page, as HTML without scripts: jobs, runs, one run, "run now". `authorize` returns the name of who may
   * see it; mount it at any path, with everything below it. See `guides/page.md`.
   */
  page: (request: Request, options: PageOptions) => Promise<Response>;
  /** What a page about all jobs shows, in a handful of queries whose cost does not grow with the number of runs. */
  overview: () => Promise<Overview>;
  /** One job with its limits, for a page of its own; nothing for a name that neither the registry nor a handler has. */
  job: (name: string) => Promise<JobDetails | undefined>;
  /** What has been counted of each job and outcome, for monitors: it never falls, and costs the same for any number of runs. */
  totals: () => Promise<JobTotal[]>;
  /** Rows of `CronRun`, newest first; empty where none matches. Rejects a filter that is no such one, and says what is wrong with it. */
  runs: (filter?: RunFilter) => Promise<RunSummary[]>;
  /** One run with its log and stack, or nothing. */
  run: (id: string) => Promise<Run | undefined>;
  /** What is or was wrong, newest first. Rejects a filter that is no such one, and says what is wrong with it. */
  incidents: (filter?: IncidentFilter) => Promise<Incident[]>;
  /** One incident with what happened to it and what was sent about it, or nothing. */
  incident: (id: string) => Promise<IncidentHistory | undefined>;
  /** Sends a message that says that it is a test. `by` is who asked for it. */
  testChannel: (name: string, options: { by: string }) => Promise<{ ok: true } | { ok: false; error: string }>;
  /** The sweep; call it once a minute, from as many processes as there are. In one process a call waits for the one under way. */
  patrol: () => Promise<PatrolReport>;
  /**
   * Pauses a job until that moment, or until somebody resumes it: its triggers are answered with why, no slot of that time is
   * missed, and only a person still runs it. One of two who pause it at once hears who was first.
   */
  pause: (
    name: EachJob["name"] | (string & {}),
    options: ActionOptions & { until?: Date | undefined },
  ) => Promise<ActionOutcome>;
  /** Ends the pause that a job is in. */
  resume: (name: EachJob["name"] | (string & {}), options: ActionOptions) => Promise<ActionOutcome>;
  /** Says that somebody looks after an open incident: it is not repeated any more. Who is second hears who was first. */
  acknowledge: (incidentId: string, options: ActionOptions) => Promise<ActionOutcome>;
  /** Keeps an open incident quiet until that moment; a later call moves it. */
  snooze: (incidentId: string, options: ActionOptions & { until: Date }) => Promise<ActionOutcome>;
  /**
   * Gives up on a run whose process hangs: closes it as ABANDONED, frees its job, and shuts its function out. Refused where
   * the run is over.
   */
  releaseLease: (runId: string, options: ActionOptions & { reason: string }) => Promise<ActionOutcome>;
  /** Runs the same job with the same input once more, by hand. Resolves when the new run's row stands; the run goes on. */
  runAgain: (runId: string, options: ActionOptions) => Promise<RunAgainOutcome>;
  /** Who did what, when and why, newest first. Rejects a filter that is no such one, and says what is wrong with it. */
  actions: (filter?: ActionFilter) => Promise<Action[]>;
  /** Patrols once a minute in this process until {@link Ronda.stop}. */
  startPatrol: () => void;
  /** Runs the jobs at their slots, and patrols, inside this process until {@link Ronda.stop}. */
  startScheduler: () => void;
  /**
   * Tells `listener` of everything of that name that happens in this process, and returns the function that ends it. What a
   * listener does never reaches a run. Throws {@link DefinitionError} for a name that no event has.
   */
  on: <Name extends EventName>(name: Name, listener: Listener<Name>) => () => void;
  /** Stands around the function of every run in this process, as tracing needs it; returns the function that takes it off. */
  around: (wrapper: AroundRun) => () => void;
  /**
   * Stops both, interrupts what runs here, frees its slots for another process and resolves when all is written; after 10 s
   * it resolves in any case, and the engine waits for nothing any more. Never rejects.
   */
  stop: () => Promise<void>;
};

/** What the job of that name in a registry may be given. */
export type InputOfJob<EachJob extends Job, Name extends string> = string extends EachJob["name"]
  ? unknown
  : EachJob extends { name: Name; input: infer Schema }
    ? GivenInputOf<Schema>
    : never;

/** What the job of that name in a registry returns. */
export type PayloadOfJob<EachJob extends Job, Name extends string> = string extends EachJob["name"]
  ? Payload
  : EachJob extends Job<Name, infer Result>
    ? PayloadOf<Result>
    : never;

export type { RondaOptions };

/** Puts an engine together. Opens no connection. Throws `DefinitionError` that says which option is wrong and what was meant. */
export function createRonda<EachJob extends Job>(options: RondaOptions<EachJob>): Ronda<EachJob> {
  checkRondaOptions(options);
  const { jobs, secrets } = options;
  const engine = createEngine(options);
  const { clock, database, logger } = engine;
  const runner = createRunner(engine);
  const warn = (what: string) => (error: unknown) =>
    logger.warn({ cron: "patrol", error: describeFailure(error, engine.redact).message }, `cron ${what} failed`);
  const rejections = rejectionCounter({ database, clock, onError: warn("count of refused triggers") });
  const triggers = triggerBook({ database, onError: warn("note of a trigger") });

  const run = async (name: string, { input, ...given }: Partial<Task> & { input?: unknown; reason?: unknown }) => {
    const task = taskOf(engine, name, given);
    const schema = given.run ? undefined : task.job?.input;
    const isGiven = schema !== undefined || input !== undefined;
    const outcome = await (isGiven ? runGiven({ engine, runner }, task, { schema, input }) : runner.run(task));
    await afterTrigger(name);
    return outcome;
  };
  const reruns = new Set<string>();
  /**
   * Resolves when the run has its row, so that what looks at the job next finds it running. One that still waits for its turn,
   * or works, is not asked for again by the next patrol.
   */
  async function rerun(name: string, slotAt: Date): Promise<void> {
    if (reruns.has(name)) return;
    reruns.add(name);
    const recorded = Promise.withResolvers<void>();
    const task = {
      ...ofSlot(slotAt),
      trigger: "catch-up",
      caller: "patrol",
      onRecorded: () => recorded.resolve(),
    } as const;
    void run(name, task).finally(() => {
      reruns.delete(name);
      recorded.resolve();
    });
    const timer = setTimeout(recorded.resolve, longestRerunWaitMs).unref();
    await recorded.promise;
    clearTimeout(timer);
  }
  const overrun = new Set<string>();
  const sweep = joined(
    () =>
      told(engine, () =>
        patrol(engine, {
          rerun,
          flushRejections: rejections.flush,
          evaluateIncidents: () => evaluateIncidents(engine, overrun),
          deliverAlerts: () => deliverAlerts(engine),
        }),
      ),
    // What one has done is not reported twice.
    quietPatrol,
  );
  const migration = joined(
    () => migrate(database, { ...options, now: clock() }),
    () => {},
  );
  const patrols = createPatrolTimer(engine, { patrol: sweep, onError: warn("patrol") });
  const scheduler = createScheduler({
    jobs,
    clock,
    app: options.app,
    settleSlot: ({ name }, { slotAt, runId }, settled) =>
      new Promise((resolve) => {
        const onSettled = () => {
          settled();
          resolve(true);
        };
        // Should its claim have come through unheard, no patrol here calls it silent before it is taken up.
        engine.runsHere.add(runId);
        // Not heard where another process was first: then its trigger is the job's.
        const onRecorded = () =>
          void triggers.see({ jobName: name, at: clock(), trigger: "schedule", secret: null, userAgent: null });
        const wanted = { ...ofSlot(slotAt), runId, caller: "scheduler", onSettled, onRecorded } as const;
        void run(name, wanted).then(() => resolve(false));
      }),
    onLost({ name }, { slotAt, runId }) {
      engine.runsHere.delete(runId);
      rememberUnanswered(engine, runId);
      const why = reasons.databaseAway();
      engine.lostSlots.remember(name, slotAt, why);
      logger.error({ cron: name, slotAt: slotAt.toISOString() }, `cron ${name} MISSED ${slotAt.toISOString()}: ${why}`);
      engine.unrecorded.failed(name, why);
      engine.events.emit("run.missed", { jobName: name, slotAt, slotCount: 1, why, at: clock() });
    },
  });
  const afterTrigger = createAfterTrigger(engine, {
    patrol: sweep,
    isStopping: runner.stopping,
  });
  const triggering: Triggering = {
    secrets,
    jobNames: jobs.map(({ name }) => name),
    takesInput: (name) => engine.jobs.get(name)?.input !== undefined,
    rejections,
    clock,
    triggered: ({ trigger, userAgent, ...triggered }) => {
      const job = engine.jobs.get(triggered.jobName);
      const isOfSlot = trigger === "schedule" || (job && openSlots(job, triggered.at).length > 0);
      const agent = userAgent && label(engine.redact(userAgent), longestUserAgent);
      return triggers.see({ ...triggered, trigger: isOfSlot ? "schedule" : "manual", userAgent: agent || null });
    },
    stopping: runner.stopping,
    patrol: () =>
      sweep().then(
        (payload) => ({ ok: true, payload }),
        (error) => ({ ok: false, error: describeFailure(error, engine.redact).message }),
      ),
    unset: onlyOnce(() =>
      logger.warn(
        { cron: "secret" },
        'cron trigger refused with 500 "Server misconfigured": createRonda was given no secrets.current; set it and start again',
      ),
    ),
    rejected: ({ userAgent, ...rejection }) => {
      const agent = userAgent && engine.redact(userAgent);
      engine.events.emit("trigger.rejected", { ...rejection, userAgent: agent, at: clock() });
    },
    async runAgain(name, { runId, actor, trace }) {
      const about = { options: { by: actor }, jobName: name, caller: "http", trace } as const;
      const asked = await askAgain({ engine, start: run }, runId, about).catch(
        (error): RunOutcome => ({ ok: false, error: describeFailure(error, engine.redact).message }),
      );
      if ("ok" in asked) return asked;
      return "refusal" in asked ? { refused: refused(asked.refusal).error } : await asked.outcome;
    },
    run: (name, { trigger, ...given }) => {
      const asked = given.input === undefined ? trigger : "manual";
      return run(name, { ...given, ...taskOfTrigger(engine, name, asked), caller: "http" });
    },
  };

  function runCron(name: string, second?: Task["run"] | RunOptions, third?: RunOptions): Promise<RunOutcome> {
    const [fn, options] = typeof second === "function" ? [second, third] : [undefined, second ?? third];
    const wrong = whatIsWrongWithName(name);
    if (wrong) return Promise.resolve({ ok: false, error: wrong });
    if (!fn && !engine.jobs.has(name)) {
      return Promise.resolve({ ok: false, error: `There is no job called "${name}"` });
    }
    const { trigger, actor, reason, input } = readable(options);
    const asked = input === undefined ? trigger : "manual";
    return run(name, { run: fn, actor: actor ?? null, reason, input, ...taskOfTrigger(engine, name, asked) });
  }

  const overview = () => readOverview(database, { ...engine, secrets, now: clock() });
  const page = createPage({
    ...engine,
    app: options.app,
    overview,
    runs: (filter) => readRuns(database, filter),
    run: (id) => readRun(database, id),
    rejections: (since) => readRejectionsByJob(database, since),
    start: (name, { actor, input, onRecorded }) =>
      run(name, { actor, input, onRecorded, caller: "page", ...taskOfTrigger(engine, name, "manual") }),
    incidents: (filter = {}) => readIncidents(database, filter, clock()),
    incident: (id) => readIncident(database, id, clock()),
    actions: (filter) => readActions(database, filter),
    act: (verb, of, given) => actFromPage(engine, { verb, of, given }),
    runAgain: (runId, given) => runAgain(engine, { start: run, runId, options: given, caller: "page" }),
    describe: (error) => describeFailure(error, engine.redact).message,
  });

  return {
    jobs,
    watches: options.watches ?? [],
    migrate: () => migration(),
    runCron: runCron as Ronda<EachJob>["runCron"],
    handle: (request, name) => handle(triggering, request, name),
    page,
    overview,
    async job(name) {
      const known = (await overview()).jobs.find((each) => each.name === name);
      return known && { ...known, limits: limitsOf(engine.jobs.get(name)) };
    },
    totals: () => readTotals(database),
    async runs(filter = {}) {
      checkRunFilter(filter);
      return await readRuns(database, filter);
    },
    run: (id) => readRun(database, id),
    async incidents(filter = {}) {
      checkIncidentFilter(filter);
      return await readIncidents(database, filter, clock());
    },
    incident: (id) => readIncident(database, id, clock()),
    async testChannel(name, { by }) {
      const actor = label(by, longestActor);
      if (!actor) return { ok: false, error: "by is empty: say who asks for it" };
      const outcome = await engine.alerts.test(name, actor);
      if (!outcome) return { ok: false, error: noSuchChannel(name, engine.channels) };
      await keepChannelTest(engine, { name, by: actor, outcome });
      return outcome;
    },
    patrol: () => sweep(),
    pause: (name, given) => pauseJob(engine, name, given),
    resume: (name, given) => resumeJob(engine, name, given),
    acknowledge: (id, given) => acknowledge(engine, id, given),
    snooze: (id, given) => snooze(engine, id, given),
    releaseLease: (id, given) => releaseLease(engine, id, given),
    runAgain: (runId, given) => runAgain(engine, { start: run, runId, options: given }),
    async actions(filter = {}) {
      checkActionFilter(filter);
      return await readActions(database, filter);
    },
    startPatrol(...given: unknown[]) {
      takesNoOptions("startPatrol", given);
      patrols.start();
    },
    on: engine.events.on,
    around: engine.events.around,
    startScheduler(...given: unknown[]) {
      takesNoOptions("startScheduler", given);
      scheduler.start();
      patrols.start();
      engine.events.emit("scheduler.started", { at: clock() });
    },
    async stop() {
      for (const { runId } of scheduler.stop()) rememberUnanswered(engine, runId);
      engine.events.emit("scheduler.stopped", { at: clock() });
      patrols.stop();
      const isDone = await stopInTime(
        async () => {
          await runner.stop();
          await Promise.all([afterTrigger.settled(), sweep.settled(), migration.settled()]);
          await triggers.settled();
          await rejections.flushAll().catch(warn("count of refused triggers"));
          await engine.alerts.stop();
        },
        () => {
          database.close();
          engine.alerts.abandon();
        },
      );
      if (!isDone) logger.warn({ cron: "stop" }, `cron stopped after ${stopMs / 1000} s, before all was written`);
    },
  };
}

function limitsOf(job: Job | undefined): JobLimits | null {
  if (!job) return null;
  const { earlyMs, startGraceMs, maxRunMs, maxSilenceMs, jitterMs, catchUp, failuresBeforeAlert, retry } = job;
  const attempts = retry?.attempts ?? 1;
  return { earlyMs, startGraceMs, maxRunMs, maxSilenceMs, jitterMs, catchUp, failuresBeforeAlert, attempts };
}

/** How long a patrol waits for a run that it makes up for to begin: it may wait for its turn. */
const longestRerunWaitMs = 2_000;

/** What was given for options, as far as it can be read: `runCron` never throws. */
function readable(options: RunOptions | undefined): RunOptions {
  try {
    const { trigger, actor, reason, input } = options ?? {};
    return { trigger, actor, reason, input };
  } catch {
    return {};
  }
}

/** An object of options would have no effect, so it is refused; what a promise or an event hands on is no matter. */
function takesNoOptions(name: string, [given]: unknown[]): void {
  if (typeof given !== "object" || given === null || given instanceof Error) return;
  throw new DefinitionError(`ronda.${name}: takes no options; those of the engine are given to createRonda`);
}

function noSuchChannel(name: string, channels: readonly string[]): string {
  return `There is no channel called "${name}"; there is ${channels.join(", ") || "none"}`;
}

function onlyOnce(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/** Sends what is due, and gives up what nobody will ever send. */
async function deliverAlerts({ alerts, clock, database, logger }: Engine): Promise<void> {
  for (const { channel, count } of await giveUpOrphans(database, clock())) {
    logger.error(
      { cron: "alerts", channel },
      `cron alerts given up: no process has had channel ${channel} for a day (${count})`,
    );
  }
  await alerts.deliver();
}

/** Patrols, and tells the listeners what came of it. */
async function told({ events, clock, redact }: Engine, sweep: () => Promise<PatrolReport>): Promise<PatrolReport> {
  const startedMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedMs);
  try {
    const report = await sweep();
    events.emit("patrol.finished", { report, durationMs: durationMs(), at: clock() });
    return report;
  } catch (error) {
    const { message } = describeFailure(error, redact);
    events.emit("patrol.failed", { error: message, durationMs: durationMs(), at: clock() });
    throw error;
  }
}
