import { CronPattern } from "croner";
import { ScheduleError } from "./schedule-error.ts";

/**
 * The values on which a schedule runs, sorted. A day counts when it is in both lists, except that it is enough to be
 * in one of them where neither list is complete: day of month OR day of week, as cron does.
 */
export type ScheduleFields = {
  minute: number[];
  hour: number[];
  dayOfMonth: number[];
  month: number[];
  /** 0 is Sunday, 6 Saturday. */
  dayOfWeek: number[];
};

type Field = { name: string; min: number; max: number; names: string[]; examples: string };

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const minuteField: Field = { name: "minute", min: 0, max: 59, names: [], examples: "0, */5 or 0,30" };
const hourField: Field = { name: "hour", min: 0, max: 23, names: [], examples: "18, */6 or 8-17" };
const dayOfMonthField: Field = { name: "day of month", min: 1, max: 31, names: [], examples: "*, 1 or 1,15" };
const monthField: Field = { name: "month", min: 1, max: 12, names: months, examples: "*, 6 or JAN-MAR" };
const dayOfWeekField: Field = { name: "day of week", min: 0, max: 7, names: weekdays, examples: "*, 1-5 or SUN" };
const fieldsInOrder = [minuteField, hourField, dayOfMonthField, monthField, dayOfWeekField];

const nicknames: Record<string, string> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** Reads the five fields of an expression with single blanks; throws {@link ScheduleError} on anything that crons read differently. */
export function parseFields(expression: string): ScheduleFields {
  const texts = splitFields(expression);
  fieldsInOrder.forEach((field, index) => {
    checkField(field, texts[index]!, expression);
  });
  checkDayStars(texts[2]!, texts[4]!, expression);

  const pattern = new CronPattern(expression, undefined, { mode: "5-part" });
  const dayOfMonth = valuesOf(pattern.day, 1);
  const dayOfWeek = valuesOf(pattern.dayOfWeek, 0);
  // Day of month OR day of week: where one side is restricted in writing yet holds every day, every day counts.
  const everyDay = texts[2] !== "*" && texts[4] !== "*" && (dayOfMonth.length === 31 || dayOfWeek.length === 7);
  const fields: ScheduleFields = {
    minute: valuesOf(pattern.minute, 0),
    hour: valuesOf(pattern.hour, 0),
    dayOfMonth: everyDay ? range(1, 31) : dayOfMonth,
    month: valuesOf(pattern.month, 1),
    dayOfWeek: everyDay ? range(0, 6) : dayOfWeek,
  };
  checkDateExists(fields, expression);
  return fields;
}

/** Writes fields with digits, the only form that every scheduler reads: `*`, `*\/5`, `1-5`, `0,30`. */
export function formatFields({ minute, hour, dayOfMonth, month, dayOfWeek }: ScheduleFields): string {
  // No star with a step in a day field: crons disagree on it when the other day field is set.
  return [
    formatValues(minute, range(0, 59), true),
    formatValues(hour, range(0, 23), true),
    formatValues(dayOfMonth, range(1, 31), false),
    formatValues(month, range(1, 12), true),
    formatValues(dayOfWeek, range(0, 6), false),
  ].join(" ");
}

function formatValues(values: number[], all: number[], allowStep: boolean): string {
  if (values.length === all.length) return "*";
  const step = (values[1] ?? 0) - values[0]!;
  const stepped = all.filter((_, index) => index % step === 0);
  if (allowStep && values.length > 2 && String(stepped) === String(values)) return `*/${step}`;
  const isRun = values.length > 2 && values.at(-1)! - values[0]! === values.length - 1;
  return isRun ? `${values[0]}-${values.at(-1)}` : values.join(",");
}

function splitFields(expression: string): string[] {
  if (expression.startsWith("@")) {
    const same = nicknames[expression.toLowerCase()];
    const hint = same ? `write "${same}"` : `write five fields, such as "0 18 * * *"`;
    throw new ScheduleError(`"${expression}" is a nickname that not every scheduler knows; ${hint}`);
  }
  const texts = expression === "" ? [] : expression.split(" ");
  if (texts.length !== 5) {
    const seconds = texts.length === 6 ? " (there is no field for seconds)" : "";
    throw new ScheduleError(
      `"${expression}" has ${texts.length} ${texts.length === 1 ? "field" : "fields"}${seconds}; ` +
        `a schedule has five: minute, hour, day of month, month, day of week, such as "0 18 * * *"`,
    );
  }
  return texts;
}

function checkField(field: Field, text: string, expression: string): void {
  const wrong = text
    .split(",")
    .map((part) => whatIsWrong(field, part))
    .find((problem) => problem !== undefined);
  if (wrong) {
    throw new ScheduleError(
      `the ${field.name} "${text}" of "${expression}" ${wrong}; right would be ${field.examples}`,
    );
  }
}

function whatIsWrong(field: Field, part: string): string | undefined {
  const shape = /^(?:(?<star>\*)|(?<from>[^-/]+)(?:-(?<to>[^-/]+))?)(?:\/(?<step>[^-/]+))?$/.exec(part)?.groups;
  if (!shape) return part === "" ? "has an empty place in its list" : `cannot be read at "${part}"`;

  const [from, to, step] = [shape.from, shape.to, shape.step];
  for (const value of [from, to]) {
    if (value !== undefined && !inField(field, value)) {
      const names = field.names.length > 0 ? ` or ${field.names[0]} to ${field.names.at(-1)}` : "";
      return `has "${value}", which is not within ${field.min} to ${field.max}${names}`;
    }
  }
  if (from && to && numberOf(field, from) > numberOf(field, to)) {
    return `has the range "${from}-${to}", which runs backwards: write "${from}-${field.max},${field.min}-${to}"`;
  }
  if (step === undefined) return undefined;
  if (from && !to) return `has a step without a range: write "${from}-${field.max}/${step}"`;
  const isStep = /^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= field.max;
  return isStep ? undefined : `has the step "${step}", which is not within 1 to ${field.max}`;
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

/** Crons disagree on a star with a step beside the other day field: some then want both to match. */
function checkDayStars(dayOfMonth: string, dayOfWeek: string, expression: string): void {
  const [starred, other, all] = dayOfMonth.includes("*")
    ? [dayOfMonth, dayOfWeek, "1-31"]
    : [dayOfWeek, dayOfMonth, "0-6"];
  if (starred === "*" || other === "*" || !starred.includes("*")) return;
  throw new ScheduleError(
    `"${expression}" sets both day fields, and crons disagree on what "${starred}" then means; ` +
      `write "${starred.replace("*", all)}" for either day to be enough`,
  );
}

function checkDateExists({ dayOfMonth, month, dayOfWeek }: ScheduleFields, expression: string): void {
  const longestMonth = Math.max(...month.map((number) => new Date(Date.UTC(2024, number, 0)).getUTCDate()));
  if (dayOfWeek.length < 7 || dayOfMonth[0]! <= longestMonth) return;
  const inMonths = month.map((number) => months[number - 1]).join(", ");
  throw new ScheduleError(
    `the day of month "${dayOfMonth.join(",")}" of "${expression}" never comes in ${inMonths}; ` +
      `the last day there is ${longestMonth}`,
  );
}

function valuesOf(flags: number[], offset: number): number[] {
  return flags.flatMap((flag, index) => (flag ? [index + offset] : []));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
