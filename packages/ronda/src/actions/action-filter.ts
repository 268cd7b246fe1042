import { checkOptions, must, oneOf, optional, type Rule, text } from "../job/options.ts";
import type { ActionFilter } from "../types.ts";

const isText = (value: unknown) => typeof value === "string";

const rules: Record<keyof ActionFilter, Rule> = {
  kind: optional(oneOf("job", "watch", "host", "channel")),
  name: optional(text("the name of a job, a watch or a channel")),
  incidentId: optional(must("the id of an incident", isText)),
  runId: optional(must("the id of a run", isText)),
  limit: optional(must("how many actions at most, a finite number from 1 to 200", Number.isFinite)),
  before: optional(must("the id of an action", isText)),
};

/** Throws `DefinitionError` that says what is wrong with the filter: a misspelt one would find every action. */
export function checkActionFilter(filter: unknown): void {
  checkOptions("ronda.actions", filter, rules);
}
