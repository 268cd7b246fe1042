import { longestActor, longestReason } from "../record/label.ts";
import type { Refusal } from "../types.ts";
import type { Refusals } from "./id/refusals.ts";

/** How much of each field is kept. */
const longest: Record<string, number> = { by: longestActor, reason: longestReason };

/** Why an action was not taken, as a sentence of one language; `moment` tells moments in its words. */
export function refusalInWords(refusal: Refusal, said: Refusals, moment: (at: Date) => string): string {
  switch (refusal.kind) {
    case "bad-input": {
      const { field, problem } = refusal;
      const sentence = said.problems[problem](said.fields[field] ?? field, longest[field]);
      return sentence.charAt(0).toUpperCase() + sentence.slice(1);
    }
    case "unknown-job":
      return said.unknownJob(refusal.hint);
    case "already-paused": {
      const { by, since, until } = refusal.paused;
      return said.alreadyPaused(by, moment(since), until && moment(until));
    }
    case "already-acknowledged":
      return said.alreadyAcknowledged(refusal.by, moment(refusal.at));
    case "not-started":
      return said.notStarted(refusal.message);
    default:
      return said.others[refusal.kind];
  }
}
