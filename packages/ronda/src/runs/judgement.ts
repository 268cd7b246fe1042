import { type Ending, type LateResult, leaseMs, silentReason } from "../database/store.ts";
import type { Job } from "../job/job.ts";
import { describeFailure, type Failure, textOf } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";
import type { Payload } from "../types.ts";
import { safetyMs, type Verdict, type Work } from "./execution.ts";
import { storedPayload } from "./payload.ts";

/** What is wrong with a result is read in one line beside a badge. */
const longestExpectation = 500;

/** What a row says of what its function did. */
export type Judgement = Pick<
  Ending,
  "status" | "payload" | "errorMessage" | "errorStack" | "reason" | "brokenExpectation" | "restarted"
>;

/** What judging needs to know of the job. */
export type Rules = { job: Pick<Job, "expect"> | undefined; maxRunMs: number; redact: Redact };

/**
 * Turns what the function did into what the row says. An interruption outranks whatever the function did after it, except
 * where nobody but this process itself gave the run up: then a result is one. Never throws.
 */
export function judge({ work, interruption, notes }: Verdict, rules: Rules): Judgement {
  const judged = judgeWork(work, rules);
  const note = notes.join("; ") || null;
  const cut = { ...judged, brokenExpectation: null };
  if (interruption === "restart") {
    return { ...cut, status: "ABANDONED", errorMessage: "Stopped by a restart", reason: "restart", restarted: true };
  }
  if (interruption === "timeout") {
    return { ...cut, status: "TIMED_OUT", errorMessage: `Timed out after ${rules.maxRunMs / 1000} s`, reason: note };
  }
  if (interruption === "fenced" && judged.status !== "SUCCESS") {
    const errorMessage = `No heartbeat could be written for ${(leaseMs - safetyMs) / 1000} s`;
    return { ...cut, status: "ABANDONED", errorMessage, reason: silentReason };
  }
  return { ...judged, reason: judged.brokenExpectation ?? note };
}

/** Turns what the function came to after its row was closed into what is kept with the row. Never throws. */
export function judgeLate(
  work: Work,
  rules: Rules,
): Pick<LateResult, "status" | "payload" | "errorMessage" | "brokenExpectation"> {
  const { status, payload, errorMessage, brokenExpectation } = judgeWork(work, rules);
  return { status: status === "SUCCESS" ? status : "FAILED", payload, errorMessage, brokenExpectation };
}

/** A run that failed like this. */
export function failed({ message, stack }: Failure): Judgement {
  return { ...succeeded, status: "FAILED", errorMessage: message, errorStack: stack };
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

/** A result that cannot be kept is a failure like any other. */
function judgeWork(work: Work | null, rules: Rules): Judgement {
  if (work === null) return { ...succeeded, status: "FAILED", errorMessage: "Its function works on" };
  if (work.failure) return failed(work.failure);
  try {
    const payload = work.payload && storedPayload(work.payload, rules.redact);
    return { ...succeeded, payload, brokenExpectation: work.payload && brokenExpectation(work.payload, rules) };
  } catch (error) {
    return failed(describeFailure(error, rules.redact));
  }
}

function brokenExpectation(payload: Payload, { job, redact }: Rules): string | null {
  try {
    const broken = job?.expect?.(payload as never);
    return broken ? redact(textOf(broken), longestExpectation) : null;
  } catch (error) {
    return `The expectation itself failed: ${describeFailure(error, redact).message}`;
  }
}
