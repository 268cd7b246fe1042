import type { EventName } from "./events/event-map.ts";
import type { AroundRun, Listener } from "./events/events.ts";
import type { Job } from "./job/job.ts";
import type { PageOptions } from "./page/options.ts";
import type { GivenInputOf } from "./types/input.ts";
import type {
  Action,
  ActionFilter,
  ActionOptions,
  ActionOutcome,
  Incident,
  IncidentFilter,
  IncidentHistory,
  JobDetails,
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
  /** Ends the pause that a job is in; with `pausedAt` only that very one, and whoever saw another hears of the one that is on. */
  resume: (
    name: EachJob["name"] | (string & {}),
    options: ActionOptions & { pausedAt?: Date | undefined },
  ) => Promise<ActionOutcome>;
  /** Says that somebody looks after an open incident: it is not repeated any more. Who is second hears who was first. */
  acknowledge: (incidentId: string, options: ActionOptions) => Promise<ActionOutcome>;
  /** Keeps an open incident quiet until that moment; a later call moves it. */
  snooze: (incidentId: string, options: ActionOptions & { until: Date }) => Promise<ActionOutcome>;
  /**
   * Gives up on a run whose process hangs: closes it as ABANDONED, frees its job, and shuts its function out. Refused where
   * the run is over.
   */
  releaseLease: (runId: string, options: ActionOptions & { reason: string }) => Promise<ActionOutcome>;
  /**
   * Says that the time of this process's host is right although its clock has leapt, so that what was held goes on: after an
   * app was off for long, or its clock had been wrong before. Of a leap other than that of `leapMs`, as `overview().warnings`
   * told it, nothing is said. Refused where the clock is right.
   */
  trustClock: (options: ActionOptions & { leapMs?: number | undefined }) => Promise<ActionOutcome>;
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
