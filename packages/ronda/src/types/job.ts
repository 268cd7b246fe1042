import type { InputOf, InputSchema } from "./input.ts";
import type { RunLog } from "./logging.ts";
import type { LocalizedText } from "./text.ts";

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

/** What a run's result looks like, for documents: where there was nothing to do, and where there was. */
export type JobExample<Result> = { empty: Result; full: Result };

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
  /** Results as they may be; `ronda export docs` writes them into the table of expected responses. */
  example?: JobExample<NoInfer<Result>> | undefined;
  /** Why this result is useless although the run succeeded, or nothing. Stands after `run`, of whose result its payload is. */
  expect?: ((payload: PayloadOf<Result>) => string | undefined) | undefined;
};
