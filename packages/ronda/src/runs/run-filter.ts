import { checkOptions, must, optional, type Rule, text } from "../job/options.ts";
import type { RunFilter, RunStatus, Trigger } from "../types.ts";

const statuses: Record<RunStatus, true> = {
  RUNNING: true,
  SUCCESS: true,
  FAILED: true,
  TIMED_OUT: true,
  ABANDONED: true,
  SKIPPED: true,
  MISSED: true,
};

const triggers: Record<Trigger, true> = { schedule: true, manual: true, "catch-up": true };

const isTrigger = (value: unknown) => typeof value === "string" && Object.hasOwn(triggers, value);
const isStatus = (value: unknown) => typeof value === "string" && Object.hasOwn(statuses, value);

const rules: Record<keyof RunFilter, Rule> = {
  job: optional(text('the name of a job, such as "send-receipts"')),
  status: optional(must(`one of ${Object.keys(statuses).join(", ")}`, isStatus)),
  trigger: optional(must(`one of ${Object.keys(triggers).join(", ")}`, isTrigger)),
  limit: optional(must("how many runs at most, a finite number from 1 to 200", Number.isFinite)),
  before: optional(must("the id of a run", (value) => typeof value === "string")),
  after: optional(must("the id of a run", (value) => typeof value === "string")),
};

/** Throws `DefinitionError` that says what is wrong with the filter: a misspelt one would find every run. */
export function checkRunFilter(filter: unknown): void {
  checkOptions("ronda.runs", filter, rules);
}
