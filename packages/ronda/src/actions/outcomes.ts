import type { ActionOutcome, Refusal } from "../types.ts";
import { refusals } from "../words/en/refusals.ts";
import { refusalInWords } from "../words/refusal.ts";

/** The outcome of an action that was not taken, with its sentence. */
export function refused(refusal: Refusal): ActionOutcome & { ok: false } {
  return { ok: false, error: refusalInWords(refusal, refusals, (at) => at.toISOString()), refusal };
}
