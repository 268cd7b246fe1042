import { expect, it } from "vitest";
import { longestActor, longestReason } from "../record/label.ts";
import type { Refusal } from "../types.ts";
import { wordsFor } from "./words.ts";

const at = new Date("2026-11-24T08:00:00Z");
const until = new Date("2026-11-24T18:00:00Z");
const paused = { by: "Sari", since: at, until: null, reason: null };

it.each<[unknown, string]>([
  [{ kind: "bad-input", field: "by", problem: "empty" }, '"by" is empty.'],
  [
    { kind: "bad-input", field: "by", problem: "too-long" },
    `"by" is too long: at most ${longestActor} characters are kept.`,
  ],
  [
    { kind: "bad-input", field: "reason", problem: "too-long" },
    `"reason" is too long: at most ${longestReason} characters are kept.`,
  ],
  [{ kind: "bad-input", field: "reason", problem: "not-one-line" }, '"reason" must be one line of text.'],
  [{ kind: "bad-input", field: "until", problem: "not-a-moment" }, '"until" must be a moment.'],
  [{ kind: "bad-input", field: "until", problem: "past" }, '"until" must be in the future: that moment has passed.'],
  [{ kind: "bad-input", field: "until", problem: "too-far" }, '"until" must be nearer: at most ten years from now.'],
  [{ kind: "bad-input", field: "untl", problem: "not-an-option" }, '"untl" is no option of this.'],
  [{ kind: "unknown-job", hint: "bake" }, 'There is no job of that name. Did you mean "bake"?'],
  [{ kind: "unknown-job" }, "There is no job of that name."],
  [{ kind: "already-paused", paused }, "Sari has paused it already, since 24 Nov 08:00 UTC."],
  [
    { kind: "already-paused", paused: { ...paused, until } },
    "Sari has paused it already, since 24 Nov 08:00 UTC, until 24 Nov 18:00 UTC.",
  ],
  [{ kind: "already-acknowledged", by: "Hugo", at }, "Hugo has acknowledged it already, at 24 Nov 08:00 UTC."],
  [{ kind: "not-started", message: "the database is away" }, "The run could not be started: the database is away"],
  [{ kind: "not-paused" }, "This job is not paused."],
  [{ kind: "unknown-run" }, "There is no run with that id."],
  [{ kind: "run-is-over" }, "This run is over, and does not hold its job any more."],
  [{ kind: "never-ran" }, "This run never ran, so it cannot be run again. Run its job now instead."],
  [{ kind: "unknown-incident" }, "There is no incident with that id."],
  [{ kind: "closed-incident" }, "This incident is resolved already."],
  [{ kind: "clock-is-right" }, "The clock is right already: nothing is held."],
])("why nothing was done, in both languages: %j", (refusal, sentence) => {
  expect(wordsFor({ locale: "en" }).refusal(refusal as Refusal)).toBe(sentence);
  const own = wordsFor({ locale: "id" }).refusal(refusal as Refusal);
  expect(own).not.toBe(sentence);
  expect(own).toMatch(/^[A-Z"].*\S$/);
  expect(own).not.toMatch(/undefined|\[object|Invalid/);
});
