import type { InputOf, InputSchema } from "./job/input-schema.ts";

/** Text for people: one sentence, or one a locale, such as `{ en: "Sends receipts", de: "Verschickt Quittungen" }`. {@link textIn} picks. */
export type LocalizedText = string | { readonly [locale: string]: string };

/** How a run stands. SKIPPED and MISSED are rows of runs that never were. */
export type RunStatus = "RUNNING" | "SUCCESS" | "FAILED" | "TIMED_OUT" | "ABANDONED" | "SKIPPED" | "MISSED";

/** What started a run: a claimed slot, a person or any request outside a slot, or the patrol making up for a slot. */
export type Trigger = "schedule" | "manual" | "catch-up";

/** How serious a line of a run's log is. */
export type LogLevel = "info" | "warn" | "error";

/** A line of a run's log; `at` is an ISO moment in UTC. `stack` is that of the error that was logged, with its causes. */
export type LogLine = { at: string; level: LogLevel; message: string; stack?: string | undefined };

/**
 * Writes a line to the run's own log and to the process's. `details` is what was caught, or fields: of an error its
 * message, causes and stack are kept, fields are appended as JSON.
 */
export type RunLog = Record<LogLevel, (message: string, details?: unknown) => void>;

/** What a job's function is given. `Input` is what its option `input` makes of what was given. */
export type RunContext<Input = unknown> = {
  /** The moment that the run regards as now. */
  now: Date;
  log: RunLog;
  /** Aborts at `maxRunMs` and when the process is stopped. */
  signal: AbortSignal;
  /** Says that a long run is alive; resolves to false when others have its job, or may have it, and it must stop. */
  beat: () => Promise<boolean>;
  /** Keeps one line an operator should read although the run succeeds, such as "12 mails waiting, key missing": the run's `reason` and a note beside the badge. */
  note: (message: string) => void;
} & GivenTo<Input>;

/** What a run was given, as its job's schema has read it; undefined for a job without the option `input`. */
export type GivenTo<Input> = unknown extends Input ? { input?: unknown } : { input: Input };

/** A run's result as it is kept: plain JSON, merged into the HTTP answer. */
export type Payload = Record<string, unknown>;

/** What a job's function may return: an object that JSON can carry, of an interface or any other type, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function without a return is of this type.
export type JobResult = object | void;

/** The payload of a function's result: the result itself, `{}` where it returns nothing. */
export type PayloadOf<Result> = Result extends object
  ? object extends Result
    ? Payload
    : Result
  : Record<string, never>;

/** When and how often a run's function is tried again. */
export type RetryOptions = {
  /** How often the function is called in all, the first time included: 2 to 20. */
  attempts: number;
  /** Milliseconds between two attempts, or how they grow. Unless told: 1 s, doubled each time up to 1 min. */
  backoff?: number | { type: "fixed" | "exponential"; delayMs: number; maxDelayMs?: number | undefined } | undefined;
  /** Whether what was thrown is worth another attempt; everything is unless told. */
  when?: ((error: unknown) => boolean) | undefined;
};

/** What `defineJob` takes. Limits are in milliseconds and follow from the schedule unless told. */
export type JobOptions<
  Name extends string = string,
  Result extends JobResult = JobResult,
  Schema extends InputSchema | undefined = InputSchema | undefined,
> = {
  /** kebab-case; the URL and the audit name. */
  name: Name;
  /** Five cron fields; day-of-month OR weekday when both are set, as cron does. */
  schedule: string;
  /** IANA zone of the schedule; UTC unless told. */
  timeZone?: string | undefined;
  /** What it does, in one line: a sentence, or one a locale. */
  description: LocalizedText;
  startGraceMs?: number | undefined;
  maxRunMs?: number | undefined;
  maxSilenceMs?: number | undefined;
  /**
   * Spreads jobs of one slot: the built-in scheduler starts this job up to so many milliseconds after its slot, always
   * equally late. At most `startGraceMs`. A trigger from outside starts at once.
   */
  jitterMs?: number | undefined;
  /** Calls `run` again when it throws, within the same run; once only unless told. */
  retry?: RetryOptions | undefined;
  catchUp?: "none" | "once" | undefined;
  failuresBeforeAlert?: number | undefined;
  /**
   * What a run may be given by hand: any schema of Standard Schema (Zod, Valibot, ArkType …). It must accept nothing, which
   * is what the schedule gives. See `guides/input.md`.
   */
  input?: Schema;
  run: (context: RunContext<InputOf<Schema>>) => Promise<Result> | Result;
  /** Why this result is useless although the run succeeded, or nothing. Stands after `run`, of whose result its payload is. */
  expect?: ((payload: PayloadOf<Result>) => string | undefined) | undefined;
};

/** One row of `CronRun`. */
export type Run = {
  id: string;
  jobName: string;
  status: RunStatus;
  trigger: Trigger;
  slotAt: Date | null;
  slotLastAt: Date | null;
  slotCount: number | null;
  createdAt: Date;
  startedAt: Date | null;
  heartbeatAt: Date | null;
  finishedAt: Date | null;
  durationMs: number | null;
  /** How often its function was tried: more than once where its job has `retry`. Null while it runs and where nothing ran. */
  attempts: number | null;
  payload: Payload | null;
  /** What the run was given, as its job's schema has read it, without secrets; null for a job without `input`. */
  input: unknown;
  errorMessage: string | null;
  errorStack: string | null;
  log: LogLine[];
  reason: string | null;
  actor: string | null;
  host: string;
  pid: number;
  release: string | null;
  /** What its function came to after the row was closed; null where nothing came late. */
  lateStatus: "SUCCESS" | "FAILED" | null;
  lateAt: Date | null;
  latePayload: Payload | null;
  lateErrorMessage: string | null;
  /** Whether it keeps other runs of its job out: while it is RUNNING, and beyond its end for as long as its function works on. */
  hasLease: boolean;
};

/**
 * A run as lists show it: without its log, its stack and what came late, and of its payload what a line can show. That has its first 20 keys,
 * numbers as they are, texts cut to 100 characters, objects as `{}` and lists as `[]`, their lengths in `truncated`.
 */
export type RunSummary = Omit<Run, "log" | "errorStack" | "input" | "latePayload" | "lateErrorMessage" | "hasLease">;

/** The three words for a job's health. */
export type Badge = "OK" | "STALE" | "FAILED";

/**
 * Why a badge is not OK. `since` is when it began, where that is known. `never-ran` and `missed` are about the schedule: they
 * hold until it takes a slot, whoever does its work meanwhile; `byHandAt` is when that was done last.
 */
export type HealthReason =
  | { kind: "error" | "timeout" | "crashed"; message: string | null; runId: string; since: Date }
  | { kind: "expectation"; message: string; runId: string; since: Date }
  | { kind: "never-ran"; byHandAt?: Date | undefined; since: Date }
  | { kind: "missed"; count: number; byHandAt?: Date | undefined; since: Date }
  | { kind: "silent"; lastSuccessAt: Date | null; since: Date }
  | { kind: "off-slot"; offsetMs: number; since: Date }
  | { kind: "rejected"; count: number; since: Date }
  | { kind: "host-down"; since: Date; jobs?: string[] }
  | { kind: "restarts"; count: number; since: Date };

/**
 * What is worth knowing although it makes no badge. `note` is the last run's own line, the only kind with a message;
 * `rejected` counts the triggers with a wrong secret of the last day, wherever they are not a reason already. `slow` takes more
 * than half of what it may, or several times what it usually takes, which is not known of a job that is new.
 */
export type HealthNote =
  | { kind: "running" | "empty" | "early" | "late" | "note"; message: string | null }
  | { kind: "slow"; message: null; runMs: number; usualMs: number | null; maxRunMs: number }
  /** `userAgent`: what the last one that was refused called itself, if anything. */
  | { kind: "rejected"; message: null; count: number; lastAt: Date; userAgent: string | null };

/** A job's badge with its reasons. */
export type Health = {
  badge: Badge;
  /** True where it is FAILED and STALE at once: shown as a second chip. */
  alsoStale: boolean;
  /** `waiting`: its first slot has not been due. */
  state: "waiting" | "paused" | null;
  /** Worst first; empty where the badge is OK. */
  reasons: HealthReason[];
  notes: HealthNote[];
};

/** One day of a job in the engine's `displayZone`, as `YYYY-MM-DD`: how many runs, of which errors, and rows that never ran. */
export type DayCount = {
  day: string;
  runs: number;
  errors: number;
  skipped: number;
  missed: number;
  durationMs: number;
};

/** How one slot went. `skipped`: somebody else was at work, or the job was paused; `failed` is any end but a success. */
export type SlotMark = "on-time" | "late" | "missed" | "failed" | "skipped" | "running";

/** One slot that has come: its mark and the row that tells of it; null where no row does. */
export type MarkedSlot = { slotAt: Date; mark: SlotMark; runId: string | null };

/** How long a job's last successes took: the 10th percentile, the median and the 90th, of so many `runs`, at most 50. */
export type UsualDuration = { lowMs: number; medianMs: number; highMs: number; runs: number };

/** What sends a job's triggers, as far as can be told: the built-in scheduler, or who asks over HTTP by its user agent. */
export type TriggerSource = "scheduler" | "curl" | "vercel" | "other";

/** The last trigger that no person sent. */
export type LastTrigger = {
  at: Date;
  /** `manual`: it came outside of any slot. */
  trigger: Trigger;
  /** Which of the two secrets it carried; null from within. */
  secret: "current" | "previous" | null;
  /** Cut to 120 characters and without secrets; null from within, and where none was sent. */
  userAgent: string | null;
  source: TriggerSource;
  /** Since when this job's triggers have come from there. */
  sourceSince: Date;
};

/** A job that starts nothing by its schedule, until somebody resumes it or the time is over. */
export type Paused = { since: Date; until: Date | null; by: string; reason: string | null };

/** What a page shows of one job. */
export type JobOverview = {
  name: string;
  /** Null for a hand-written handler that is not in the registry: its health is its last result. */
  schedule: string | null;
  timeZone: string | null;
  description: LocalizedText | null;
  health: Health;
  lastRun: RunSummary | null;
  lastSuccess: { id: string; finishedAt: Date } | null;
  lastError: { id: string; finishedAt: Date; errorMessage: string | null } | null;
  /** The next slot that it will run at; null where there is no schedule, and while it is paused without an end. */
  nextSlotAt: Date | null;
  /** This day of the engine's `displayZone` and the six before, oldest first: seven entries. */
  week: DayCount[];
  /** Sums of `week`: SUCCESS + FAILED + TIMED_OUT + ABANDONED, and the last three. */
  runs7d: number;
  errors7d: number;
  /** Which secret its trigger used last. */
  lastSecret: "current" | "previous" | null;
  /** Null while it is not paused. */
  paused: Paused | null;
  /** Every slot that has come in the days of `week`, oldest first; one that may still be started in time is not among them. */
  slots: MarkedSlot[];
  /** Null below 5 successes. */
  usual: UsualDuration | null;
  /** Null where nothing but people has started it. */
  lastTrigger: LastTrigger | null;
};

/** The limits of a job, in milliseconds, and how it is started again. */
export type JobLimits = {
  /** How long before its slot a trigger counts for it, and how long after it a start is in time. */
  earlyMs: number;
  startGraceMs: number;
  maxRunMs: number;
  maxSilenceMs: number;
  /** How much after its slot the built-in scheduler starts it at most. */
  jitterMs: number;
  catchUp: "none" | "once";
  failuresBeforeAlert: number;
  /** How often its function is called in all when it throws. */
  attempts: number;
};

/** What a page of one job shows; `limits` is null for a handler written by hand, which has none of its own. */
export type JobDetails = JobOverview & { limits: JobLimits | null };

/** What an incident is about: a job, a watch, or all at once: the scheduler or its host, whose name is `scheduler`. */
export type IncidentSubject = { kind: "job" | "watch" | "host"; name: string };

/**
 * Why an incident is one: what makes a job's badge, what a watch found or that it could not look, or that most jobs went
 * stale together. `since` is when it began.
 */
export type IncidentReason =
  | HealthReason
  | {
      kind: "found";
      count: number;
      amountRupiah: number | null;
      oldestAt: Date;
      href: string | null;
      since: Date;
    }
  | { kind: "blind"; message: string; since: Date }
  | { kind: "scheduler-down"; jobs: string[]; since: Date };

/**
 * Whether somebody deals with an incident: `unhandled` needs a person, of an `acknowledged` one somebody has said that they
 * look after it, and a `snoozed` one is to be quiet until a moment that has not come. A reason of another kind makes what was
 * acknowledged unhandled again, and so does the end of its time what was only snoozed.
 */
export type IncidentHandling = "unhandled" | "acknowledged" | "snoozed";

/** Something that is wrong, from its opening until it is resolved. It follows from state: from a job's health, from what a watch finds. */
export type Incident = {
  id: string;
  subject: IncidentSubject;
  severity: "FAILED" | "STALE";
  /** What holds now, worst first; after it is resolved what held last. */
  reasons: IncidentReason[];
  /**
   * Since when it has been so: when the first of its reasons began, which is before `openedAt` where a deadline had passed
   * before anybody looked. What is over began no later than it was opened.
   */
  since: Date;
  openedAt: Date;
  resolvedAt: Date | null;
  /** The run to look at. */
  runId: string | null;
  acknowledged: { at: Date; by: string; reason: string | null } | null;
  /** The latest snooze, which may be over. */
  snoozed: { until: Date; by: string; reason: string | null } | null;
  /** Whether somebody deals with it, at the moment at which it was read; of one that is over, `unhandled` where nobody had. */
  handling: IncidentHandling;
  /** It came back so often that it is one until it has been quiet for long enough. */
  isFlapping: boolean;
  /** How many alerts it has caused, each sent to every channel. */
  alertCount: number;
  lastAlertAt: Date | null;
};

/** How long rows of `CronRun` are kept. The last run, success and error of a job are kept in any case. */
export type KeepRuns = {
  /** Days after which successes and skipped triggers are forgotten. */
  successDays?: number | undefined;
  /** Days after which failures and missed slots are. */
  failureDays?: number | undefined;
  /** How many of each job are kept whatever their age. */
  lastOfEachJob?: number | undefined;
};

/** Newest first. `before` is the id of the last one already shown; `limit` is at most 200, 20 unless told. */
export type IncidentFilter = {
  /** True for those that are open, false for those that are over; both unless told. */
  open?: boolean | undefined;
  kind?: IncidentSubject["kind"] | undefined;
  /** The subject's name. */
  name?: string | undefined;
  before?: string | undefined;
  limit?: number | undefined;
};

/** Something that happened to an incident, oldest first in its history. */
export type IncidentEvent = {
  at: Date;
  kind:
    | "opened"
    | "changed"
    | "reminded"
    | "quiet"
    | "returned"
    | "acknowledged"
    | "snoozed"
    | "merged"
    | "left"
    | "withdrawn"
    | "resolved";
  /** Who did it; null where the engine found it. */
  actor: string | null;
  /** Why, in the actor's words. */
  reason: string | null;
  /** The run that caused it. */
  runId: string | null;
  /** Until when it is snoozed. */
  until: Date | null;
  /** The kinds of reasons that held from then on. */
  reasonKinds: IncidentReason["kind"][];
};

/** A message to one channel: sent, waiting for its next attempt, or given up. */
export type AlertDelivery = {
  id: string;
  channel: string;
  kind: AlertKind;
  createdAt: Date;
  attempts: number;
  /** Null once it is sent or given up. */
  nextAttemptAt: Date | null;
  sentAt: Date | null;
  givenUpAt: Date | null;
  /** What the channel answered last, where it did not take the message. */
  error: string | null;
};

/** One incident with what happened to it, oldest first, and what was sent about it. */
export type IncidentHistory = Incident & { history: IncidentEvent[]; deliveries: AlertDelivery[] };

/** What a watch found: how many rows, their amount where it is about money, since when the oldest, and the page that lists them. */
export type WatchFinding = {
  count: number;
  /** Null where nothing was found. */
  oldestAt: Date | null;
  amountRupiah?: number | null | undefined;
  href: string | null;
};

/** Writes figures as the reader's language does, for the sentences of watches. */
export type WatchWords = {
  /** `12345` as `12,345` or `12.345`. */
  count: (amount: number) => string;
  /** How long ago, in at most two units: `3 d 4 h`. Empty where nothing was found. */
  age: (since: Date | null) => string;
};

/** A sentence on what a watch found: a text, or made of what it found. */
export type WatchSentence = string | ((found: WatchFinding, words: WatchWords) => string);

/** What `defineWatch` takes. */
export type WatchOptions = {
  /** kebab-case; the name that incidents carry. */
  name: string;
  /** What it looks for, in one line: a sentence, or one a locale. */
  description: LocalizedText;
  /** What is said of what it found, and what to do about it: a sentence, or one a locale. */
  sentence: string | { readonly [locale: string]: WatchSentence };
  /** Looks. A `find` that throws, or takes longer than 10 s, is blind. */
  find: (at: { now: Date; signal: AbortSignal }) => Promise<WatchFinding> | WatchFinding;
};

/** A checked watch. Made by `defineWatch` only. */
export type Watch = Readonly<WatchOptions>;

/** What a watch found when it looked last. */
export type WatchOverview = {
  name: string;
  description: LocalizedText;
  /** What it says of that in each of its languages; null where it found nothing. */
  sentence: LocalizedText | null;
  count: number;
  /** Null where it is not about money. */
  amountRupiah: number | null;
  oldestAt: Date | null;
  /** The page that lists what was found. */
  href: string | null;
  /** Null where it has not looked yet. */
  checkedAt: Date | null;
  /** Why it could not look the last time. */
  error: string | null;
};

/** How a channel does. */
export type ChannelOverview = {
  name: string;
  lastDeliveredAt: Date | null;
  failing: { since: Date; failures: number; message: string } | null;
  /** Messages that are still to be sent. */
  waiting: number;
};

/** A slot of the coming 24 hours. `more` counts those that follow it in that time and are not listed. */
export type UpcomingSlot = { jobName: string; slotAt: Date; more: number };

/** What a page shows of all jobs, as they stood `at` that moment. */
export type Overview = {
  at: Date;
  jobs: JobOverview[];
  /**
   * What is wrong and not over, what nobody deals with yet first: of that FAILED before STALE; then what somebody has
   * acknowledged, then what is snoozed. Among these what is about all at once first, then the oldest. How many need somebody
   * is how many have `handling: "unhandled"`.
   */
  incidents: Incident[];
  watches: WatchOverview[];
  channels: ChannelOverview[];
  /** The 20 newest rows over all jobs. */
  recentRuns: RunSummary[];
  /** The slots of the coming 24 hours over all jobs, soonest first. Of a job with more than 24 of them only its next one is listed. */
  upcoming: UpcomingSlot[];
  patrol: PatrolOverview;
  /** What the operator should know of the whole installation, such as a secret that is too short. */
  warnings: OverviewWarning[];
};

/** Whether somebody looks after the jobs. */
export type PatrolOverview = {
  /** When the last patrol of any process ended; null before the first. */
  lastFinishedAt: Date | null;
  /** Nobody has patrolled for some minutes: what goes wrong now is noticed by this page and by triggers only. */
  isLate: boolean;
  /** What failed in the last one; null where nothing did. */
  error: string | null;
};

/** `channel`: alerts are not delivered through it. `deadman`: what watches the host from outside hears nothing of the patrols. */
export type OverviewWarning =
  | { kind: "short-secret" | "no-secret" }
  | { kind: "deadman"; message: string }
  | { kind: "channel"; channel: string; failures: number; since: Date; message: string };

/** How many lay at or below each bound, how many there were at all, and what they came to together. */
export type Spread = { buckets: { boundMs: number; count: number }[]; count: number; sumMs: number };

/**
 * What has been counted of one job with one outcome since the engine's tables were made, over all processes; it never falls.
 * RESTARTED is what a restart stopped, SKIPPED a trigger that ran nothing, REJECTED one that was turned away: of no job's
 * name as `(unknown)`. MISSED counts slots that nobody had run when they were looked at, also where a late run made up for one. Runs without a slot have no lateness, and those that somebody else closed no duration.
 */
export type JobTotal = {
  jobName: string;
  outcome: "SUCCESS" | "FAILED" | "TIMED_OUT" | "ABANDONED" | "RESTARTED" | "SKIPPED" | "MISSED" | "REJECTED";
  count: number;
  duration: Spread;
  lateness: Spread;
};

/** What asks the database: a statement with its values in, its rows out. */
export type Queryable = {
  query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
};

/**
 * A connection that a pool has lent. `query` sends one statement whose values are texts, numbers, truth values and null;
 * of several statements without values in one text it may give any result. `release` gives the connection back, and
 * closes it when it is told an error, also in the middle of a statement. `on` and `off` are for drivers that end the
 * process when a connection breaks and nobody listens to its `error`, as `pg` does.
 */
export type DatabaseConnection = Queryable & {
  release: (error?: Error) => void;
  on?: (event: "error", listener: (error: Error) => void) => unknown;
  off?: (event: "error", listener: (error: Error) => void) => unknown;
};

/**
 * What `createRonda` needs of a database: a pool that lends connections of PostgreSQL, nothing else. A Pool of `pg` is one,
 * and so are those made like it (`@neondatabase/serverless`, `@vercel/postgres`); a single `Client` is none, since a
 * statement that hangs would take the only connection with it. The engine bounds its own waits, whatever the pool is set
 * to, and any type parsers of the host are right; a pool without a bound on opening a connection
 * (`connectionTimeoutMillis`) keeps a place for each that a dead server never opens.
 */
export type DatabasePool = { connect: () => Promise<DatabaseConnection> };

/**
 * What a message says. `opened` is the first of an incident, `changed` tells of a reason of another kind, `reminder` that it is
 * still open, `resolved` that it is over. `withdrawn` takes back what was said of a run that was given up for its silence and
 * succeeded after all. `unrecorded` is the first run of a streak that could not be recorded, because the database was away,
 * and `recorded` says that it is over. `summary` is several messages in one, and `test` a message that somebody asked for.
 */
export type AlertKind =
  | "opened"
  | "changed"
  | "reminder"
  | "resolved"
  | "withdrawn"
  | "unrecorded"
  | "recorded"
  | "summary"
  | "test";

/** A message about something that is wrong, or over. */
export type Alert = {
  /** The same at every attempt, so that whoever gets it twice can tell. */
  id: string;
  app: string;
  kind: AlertKind;
  /** Null for a summary and a test. */
  subject: IncidentSubject | null;
  /** Null where no row could be written, and for a summary and a test. */
  incidentId: string | null;
  severity: Incident["severity"] | null;
  /** Worst first; of what is over those that held last. */
  reasons: IncidentReason[];
  /** What is wrong, in one line of English, or what an error said. */
  message: string;
  /** What a watch says of what it found, in its own words. */
  sentence: LocalizedText | null;
  /** The run to look at. */
  runId: string | null;
  /** When it was written; `since` is when what it is about began, as `since` of its incident has it. */
  at: Date;
  since: Date;
  /** How many runs in a row ended like this; 0 where it is not about failing runs. */
  streak: number;
  isFlapping: boolean;
  /** The messages that a summary stands for, oldest first. */
  alerts: Alert[];
};

/** What one patrol did. All zero and empty in a quiet minute. */
export type PatrolReport = {
  /** Runs that were closed because nothing was heard of them any more. */
  abandoned: number;
  /** Jobs whose slot a restart had freed and that were started again; they go on after the patrol has returned. */
  restarted: string[];
  /** Slots that have passed since without a run, and were written down as missed. */
  missed: number;
  /** Jobs whose latest slot had passed while no process was alive, and that were started to make up for it. */
  caughtUp: string[];
  /** Incidents that were opened, those that were repeated, and those that were resolved. */
  opened: number;
  reminded: number;
  resolved: number;
  /** Rows of `CronRun` that were too old to be kept. */
  pruned: number;
};

/**
 * Where alerts go. `send` throws when the message was not accepted; it is then tried again, no sooner than `retryAfterMs` of
 * what was thrown, where that is a number.
 */
export type Channel = { name: string; send: (alert: Alert, signal: AbortSignal) => Promise<void> };

/** Why nothing ran, such as "already running since …". Typed as words, so that it is never empty and `!outcome.skipped` narrows. */
export type SkipReason = `${string} ${string}`;

/** What a run came to. `skipped` says why nothing ran; `error` is what the HTTP answer shows. */
export type RunOutcome<Result extends object = Payload> =
  | { ok: true; payload: Result; skipped?: undefined; error?: undefined }
  | { ok: true; skipped: SkipReason; payload?: undefined; error?: undefined }
  | {
      ok: false;
      error: string;
      /** What is wrong with the input that was given: nothing ran. */
      issues?: readonly InputIssue[] | undefined;
      payload?: undefined;
      skipped?: undefined;
    };

/** Something that a job's schema does not accept: where in the input, such as `customers.0.id`, empty for all of it, and why. */
export type InputIssue = { path: string; message: string };

/** Who starts a run, and whether it may take an open slot. */
export type RunOptions<Input = unknown> = {
  /**
   * `manual` takes no slot. `schedule` runs once a slot and is skipped where its slot has run; late, it claims the latest
   * slot that has passed. Without either the run claims the slot that is open now, and is manual where there is none.
   */
  trigger?: "manual" | "schedule" | undefined;
  /** Who asked: a person's name or id. A run with an actor is always manual. */
  actor?: string | undefined;
  /** Why, in the words of who asked: kept with the action of a run that has an actor. */
  reason?: string | undefined;
  /** What the job's schema reads. A run that is given something is manual. */
  input?: Input | undefined;
};

/**
 * Newest first. `before` is the id of the last row already shown, for older ones; `after` that of the first, for those
 * just newer. `limit` is at most 200, 20 unless told.
 */
export type RunFilter = {
  job?: string | undefined;
  status?: RunStatus | undefined;
  trigger?: Trigger | undefined;
  limit?: number | undefined;
  before?: string | undefined;
  after?: string | undefined;
};

/** Where the engine's own lines go: pino, or anything of its shape. Every call carries the field `cron`. */
export type Logger = Record<LogLevel, (fields: Record<string, unknown>, message: string) => void>;

/** What somebody can do with the engine, as {@link Action} keeps it. */
export type ActionVerb =
  | "pause"
  | "resume"
  | "acknowledge"
  | "snooze"
  | "release"
  | "run"
  | "run-again"
  | "test-channel";

/** Something that somebody did, written in the same transaction as what it did. */
export type Action = {
  id: string;
  at: Date;
  actor: string;
  verb: ActionVerb;
  subject: { kind: "job" | "watch" | "host" | "channel"; name: string };
  incidentId: string | null;
  /** The run that was started, or given up. */
  runId: string | null;
  reason: string | null;
  /** What else belongs to it, such as `until` as an ISO moment. */
  details: Payload;
};

/** Newest first. `name` is that of the subject; `before` is the id of the last one already shown; `limit` is at most 200, 20 unless told. */
export type ActionFilter = {
  kind?: Action["subject"]["kind"] | undefined;
  name?: string | undefined;
  incidentId?: string | undefined;
  runId?: string | undefined;
  limit?: number | undefined;
  before?: string | undefined;
};

/** Who acts, and why. Both are kept with the action, each as one line: `by` of at most 120 characters, `reason` of at most 500. */
export type ActionOptions = { by: string; reason?: string | undefined };

/**
 * Why an action was not taken, for who says it in words of their own: `bad-input` is of one field, `already-paused` tells who was
 * first, and `hint` is the name that was probably meant.
 */
export type Refusal =
  | { kind: "bad-input"; field: string; problem: InputProblem }
  | { kind: "unknown-job"; hint: string | null }
  | { kind: "already-paused"; paused: Paused }
  | { kind: "already-acknowledged"; at: Date; by: string }
  | { kind: "not-started"; message: string }
  | {
      kind:
        | "not-paused"
        | "unknown-run"
        | "run-is-over"
        | "never-ran"
        | "input-not-whole"
        | "unknown-incident"
        | "closed-incident";
    };

/** What is wrong with something that somebody gave: `too-long` is more than the characters that are kept, `too-far` ten years from now. */
export type InputProblem =
  | "empty"
  | "too-long"
  | "not-one-line"
  | "not-a-moment"
  | "past"
  | "too-far"
  | "not-an-option";

/** What came of running a run again. `runId` is that of the new row, or null where nothing ran and `skipped` says why. */
export type RunAgainOutcome =
  | { ok: true; runId: string | null; skipped?: SkipReason | undefined; error?: undefined }
  | { ok: false; error: string; refusal: Refusal };

/** What came of an action. `error` is a sentence in English, `refusal` the same for programs. */
export type ActionOutcome = { ok: true; error?: undefined } | { ok: false; error: string; refusal: Refusal };
