import { longestActor, longestReason, typedLine } from "../record/label.ts";
import type { InputProblem, Refusal } from "../types.ts";

/** What somebody gave for an action, as it is kept. */
export type Given = { by: string; reason: string | null; until: Date | null; pausedAt: Date | null };

/** Which of the options an action takes: `until` may be left out unless it is `required`. */
export type Takes = { until?: "optional" | "required"; reason?: "required"; pausedAt?: "optional" };

const mostAheadMs = 10 * 365.25 * 24 * 60 * 60 * 1000;

/** Reads what was given for an action; gives what is wrong with it where it cannot be kept as it is. */
export function readGiven(options: unknown, takes: Takes, now: Date): Given | { refusal: Refusal } {
  try {
    return read(options, takes, now);
  } catch (error) {
    if (error instanceof BadInput)
      return { refusal: { kind: "bad-input", field: error.field, problem: error.problem } };
    return { refusal: { kind: "bad-input", field: "options", problem: "not-an-option" } };
  }
}

class BadInput extends Error {
  readonly field: string;
  readonly problem: InputProblem;
  constructor(field: string, problem: InputProblem) {
    super(problem);
    this.field = field;
    this.problem = problem;
  }
}

function read(options: unknown, takes: Takes, now: Date): Given {
  if (typeof options !== "object" || options === null) throw new BadInput("by", "empty");
  const known = ["by", "reason", ...(takes.until ? ["until"] : []), ...(takes.pausedAt ? ["pausedAt"] : [])];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  // A misspelt `until` would pause for ever.
  if (unknown !== undefined) throw new BadInput(unknown.slice(0, longestOption), "not-an-option");
  const { by, reason, until, pausedAt } = options as Record<string, unknown>;
  const actor = line("by", by, longestActor);
  if (actor === "") throw new BadInput("by", "empty");
  const why = reason === undefined || reason === null ? "" : line("reason", reason, longestReason);
  if (why === "" && takes.reason) throw new BadInput("reason", "empty");
  return { by: actor, reason: why || null, until: moment(until, takes, now), pausedAt: seenMoment(pausedAt) };
}

const longestOption = 40;

/** One line as it is kept, cleaned of what cannot be seen: nobody's words are cut, since what is left of them may say something else. */
function line(field: string, value: unknown, most: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw new BadInput(field, "not-one-line");
  // A letter may be several characters before it is composed.
  if (value.length > 4 * most) throw new BadInput(field, "too-long");
  const text = typedLine(value);
  if (text.length > most) throw new BadInput(field, "too-long");
  return text;
}

function seenMoment(value: unknown): Date | null {
  return value === undefined || value === null ? null : dateIn("pausedAt", value);
}

function dateIn(field: string, value: unknown): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new BadInput(field, "not-a-moment");
  return value;
}

function moment(value: unknown, { until }: Takes, now: Date): Date | null {
  if (value === undefined || value === null) {
    if (until === "required") throw new BadInput("until", "empty");
    return null;
  }
  const given = dateIn("until", value);
  if (given <= now) throw new BadInput("until", "past");
  if (given.getTime() - now.getTime() > mostAheadMs) throw new BadInput("until", "too-far");
  return given;
}
