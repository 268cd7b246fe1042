import type { Paused } from "./health.ts";
import type { Payload } from "./job.ts";
import type { SkipReason } from "./run.ts";

/** What somebody can do with the engine, as {@link Action} keeps it. */
export type ActionVerb =
  | "pause"
  | "resume"
  | "acknowledge"
  | "snooze"
  | "release"
  | "run"
  | "run-again"
  | "test-channel"
  | "trust-clock";

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
        | "closed-incident"
        | "clock-is-right"
        | "clock-leapt-again";
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
