import { quoted } from "./schedule-error.ts";

/**
 * One of the five fields of a schedule: what may be written in it, and texts that are right in it. It has `size` values,
 * of which the weekday's 0 may be written as 7.
 */
export type Field = { name: string; min: number; max: number; size: number; names: string[]; examples: string[] };

/** A text that is right in the place of a wrong one, and what it means where the wrong one could mean several things. */
export type Choice = { text: string; meaning?: string };

/** The values that a field's text stands for, sorted; or what is wrong with it, and the texts that may have been meant. */
export type Reading = { values: number[] } | Wrong;
type Wrong = { problem: string; choices: Choice[] };

/** The values from one to another, both included. */
export function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** Reads the text of one field: a list of stars, values and ranges, stars and ranges perhaps with a step. */
export function readField(field: Field, text: string): Reading {
  const parts = text.split(",");
  const readings = parts.map((part) => readPart(field, part));
  const problem = readings.find((reading) => "problem" in reading)?.problem;
  if (problem === undefined) return { values: distinct(field, readings.flatMap(valuesOf)) };
  const choices = readings.map((reading, index) =>
    "choices" in reading ? reading.choices : [{ text: parts[index]! }],
  );
  return { problem, choices: combine(choices) };
}

/** What a list can be instead: each of its parts as its first choice, and the part that has several as any of them. */
function combine(parts: Choice[][]): Choice[] {
  if (parts.some((choices) => choices.length === 0)) return [];
  const several = Math.max(
    parts.findIndex((choices) => choices.length > 1),
    0,
  );
  return parts[several]!.map((choice) => ({
    ...choice,
    text: parts.map((choices, index) => (index === several ? choice : choices[0]!).text).join(","),
  }));
}

function readPart(field: Field, part: string): Reading {
  if (part === "?") return wrong('has "?", which not every scheduler knows', { text: "*" });
  const shape = /^(?:(?<star>\*)|(?<from>[^-/]+)(?:-(?<to>[^-/]+))?)(?:\/(?<step>[^-/]+))?$/.exec(part)?.groups;
  if (!shape) return wrong(part === "" ? "has an empty place in its list" : `cannot be read at "${quoted(part)}"`);

  const { star, from, to, step } = shape;
  for (const value of [from, to]) {
    if (value !== undefined && !inField(field, value)) {
      const names = field.names.length > 0 ? ` or ${field.names[0]} to ${field.names.at(-1)}` : "";
      return wrong(`has "${quoted(value)}", which is not within ${field.min} to ${field.max}${names}`);
    }
  }
  const every = step === undefined ? 1 : Number(step);
  const isStep = step === undefined || (/^\d+$/.test(step) && every >= 1 && every <= field.max);
  if (!isStep) return wrong(`has the step "${quoted(step)}", which is not within 1 to ${field.max}`);
  if (star || from === undefined) return { values: range(field.min, lastOf(field), every) };
  if (to !== undefined) return readRange(field, { from, to, every });
  if (step === undefined) return { values: [numberOf(field, from)] };
  return wrong("has a step without a range", { text: `${from}-${field.max}/${every}` });
}

function readRange(field: Field, { from, to, every }: { from: string; to: string; every: number }): Reading {
  const [first, last] = [numberOf(field, from), endOfRange(field, to)];
  const written = `has the range "${from}-${to}"`;
  if (first % 7 === 0 && to.toUpperCase() === "SUN") {
    return wrong(
      `${written}, which some schedulers read as Sunday alone and others as every day`,
      { text: "0", meaning: "for Sunday alone" },
      { text: "0-6", meaning: "for every day" },
    );
  }
  if (first <= last) return { values: range(first, last, every) };
  // To the end of the field and on from its beginning, as people say it.
  const around = [...range(first, lastOf(field)), ...range(field.min, last)].filter((_, index) => index % every === 0);
  return wrong(`${written}, which runs backwards`, { text: formatValues(distinct(field, around)) });
}

/** SUN is the first weekday, but at the end of a range, as in FRI-SUN, it is the Sunday that comes after the others. */
function endOfRange(field: Field, to: string): number {
  return to.toUpperCase() === "SUN" ? field.max : numberOf(field, to);
}

function wrong(problem: string, ...choices: Choice[]): Wrong {
  return { problem, choices };
}

function valuesOf(reading: Reading): number[] {
  return "values" in reading ? reading.values : [];
}

function inField(field: Field, value: string): boolean {
  const number = numberOf(field, value);
  return number >= field.min && number <= field.max;
}

/** NaN for what is neither a number nor a name of the field. */
function numberOf(field: Field, value: string): number {
  const name = field.names.indexOf(value.toUpperCase());
  if (name >= 0) return name + field.min;
  return /^\d{1,2}$/.test(value) ? Number(value) : Number.NaN;
}

function lastOf({ min, size }: Field): number {
  return min + size - 1;
}

function distinct({ min, size }: Field, values: number[]): number[] {
  return [...new Set(values.map((value) => ((value - min) % size) + min))].sort((one, other) => one - other);
}

/** Writes sorted values as a field's text without a star: `8-17`, `0,30`. */
export function formatValues(values: number[]): string {
  const isRun = values.length > 2 && values.at(-1)! - values[0]! === values.length - 1;
  return isRun ? `${values[0]}-${values.at(-1)}` : values.join(",");
}

/** The same, but a star where it holds every value, and a star with a step where that says it. */
export function formatWithStars(field: Field, values: number[]): string {
  if (values.length === field.size) return "*";
  const every = (values[1] ?? 0) - values[0]!;
  const stepped = range(field.min, lastOf(field), Math.max(every, 1));
  return values.length > 2 && String(stepped) === String(values) ? `*/${every}` : formatValues(values);
}
