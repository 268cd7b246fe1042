import { type Field, formatValues, formatWithStars, range, readField } from "./field.ts";
import { quoted, ScheduleError } from "./schedule-error.ts";

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

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const minuteField: Field = { name: "minute", min: 0, max: 59, size: 60, names: [], examples: ["0", "*/5", "0,30"] };
const hourField: Field = { name: "hour", min: 0, max: 23, size: 24, names: [], examples: ["18", "*/6", "8-17"] };
const dayOfMonthField: Field = {
  name: "day of month",
  min: 1,
  max: 31,
  size: 31,
  names: [],
  examples: ["*", "1", "1,15"],
};
const monthField: Field = {
  name: "month",
  min: 1,
  max: 12,
  size: 12,
  names: months,
  examples: ["*", "1", "JAN-MAR"],
};
const dayOfWeekField: Field = {
  name: "day of week",
  min: 0,
  max: 7,
  size: 7,
  names: weekdays,
  examples: ["*", "1-5", "SUN"],
};
const fieldsInOrder = [minuteField, hourField, dayOfMonthField, monthField, dayOfWeekField];

/** The longest that has a use, every value of every field written out by name, is half as long. */
const longestExpression = 1000;

const nicknames: Record<string, string> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/**
 * Reads the five fields of an expression with single blanks; throws {@link ScheduleError} on anything that crons read
 * differently. Where it can be seen what was meant, the message has the whole expression that says it.
 */
export function parseFields(expression: string): ScheduleFields {
  const texts = splitFields(expression).map((text) => (text === "*/1" ? "*" : text));
  const readings = texts.map((text, index) => readField(fieldsInOrder[index]!, text));
  readings.forEach((reading, index) => {
    if ("values" in reading) return;
    const field = fieldsInOrder[index]!;
    const choices = reading.choices.map(({ text, meaning }) => ({ expression: texts.with(index, text), meaning }));
    throw new ScheduleError(
      `the ${field.name} "${quoted(texts[index]!)}" of "${quoted(expression)}" ${reading.problem}; ` +
        (advice(choices) ?? `right would be ${listed(field.examples)}`),
    );
  });
  checkDayStars(texts, expression);

  const [minute, hour, dayOfMonth, month, dayOfWeek] = readings.map((reading) =>
    "values" in reading ? reading.values : [],
  ) as [number[], number[], number[], number[], number[]];
  // Day of month OR day of week: where one side is restricted in writing yet holds every day, every day counts.
  const everyDay = texts[2] !== "*" && texts[4] !== "*" && (dayOfMonth.length === 31 || dayOfWeek.length === 7);
  const fields: ScheduleFields = {
    minute,
    hour,
    dayOfMonth: everyDay ? range(1, 31) : dayOfMonth,
    month,
    dayOfWeek: everyDay ? range(0, 6) : dayOfWeek,
  };
  checkDateExists(fields, expression);
  return fields;
}

/** Writes fields with digits, the only form that every scheduler reads: `*`, `*\/5`, `1-5`, `0,30`. */
export function formatFields({ minute, hour, dayOfMonth, month, dayOfWeek }: ScheduleFields): string {
  // No star with a step in a day field: crons disagree on it when the other day field is set.
  const day = (field: Field, values: number[]) => (values.length === field.size ? "*" : formatValues(values));
  return [
    formatWithStars(minuteField, minute),
    formatWithStars(hourField, hour),
    day(dayOfMonthField, dayOfMonth),
    formatWithStars(monthField, month),
    day(dayOfWeekField, dayOfWeek),
  ].join(" ");
}

function splitFields(expression: string): string[] {
  if (expression.length > longestExpression) {
    throw new ScheduleError(
      `"${quoted(expression)}" has ${expression.length} characters; a schedule has at most ${longestExpression}`,
    );
  }
  if (expression.startsWith("@")) {
    const same = nicknames[expression.toLowerCase()];
    const hint = same ? `write "${same}"` : `write five fields, such as "0 18 * * *"`;
    throw new ScheduleError(`"${quoted(expression)}" is a nickname that not every scheduler knows; ${hint}`);
  }
  const texts = expression === "" ? [] : expression.split(" ");
  if (texts.length !== 5) {
    const seconds = texts.length === 6 ? " (there is no field for seconds)" : "";
    throw new ScheduleError(
      `"${quoted(expression)}" has ${texts.length} ${texts.length === 1 ? "field" : "fields"}${seconds}; ` +
        `a schedule has five: minute, hour, day of month, month, day of week, such as "0 18 * * *"`,
    );
  }
  return texts;
}

type Advised = { expression: string[]; meaning?: string };

/** What to write instead. Nothing where another field is wrong, too, and cannot be mended: then no whole expression is right. */
function advice(choices: Advised[]): string | undefined {
  const right = choices.map(({ expression, meaning }) => ({ text: mended(expression), meaning }));
  if (right.length === 0 || right.some(({ text }) => text === undefined)) return undefined;
  return `write ${right.map(({ text, meaning }) => `"${text}"${meaning ? ` ${meaning}` : ""}`).join(" or ")}`;
}

/** The expression with the first choice of every field that is wrong; nothing where it then is refused all the same. */
function mended(texts: string[]): string | undefined {
  const whole = texts.map((text, index) => {
    const reading = readField(fieldsInOrder[index]!, text);
    return "choices" in reading ? (reading.choices[0]?.text ?? text) : text;
  });
  const expression = whole.join(" ");
  try {
    parseFields(expression);
    return expression;
  } catch {
    return undefined;
  }
}

/** Crons disagree on a star with a step, or in a list, beside the other day field: some then want both to match. */
function checkDayStars(texts: string[], expression: string): void {
  const starred = [2, 4].filter((index) => texts[index] !== "*" && texts[index]!.includes("*"));
  if (starred.length === 0 || texts[2] === "*" || texts[4] === "*") return;
  const everyDay = starred.find((index) => holdsAll(fieldsInOrder[index]!, texts[index]!));
  const choices = [{ expression: withoutDayStars(texts), meaning: "for either day to be enough" }];
  if (everyDay !== undefined) {
    choices.push({ expression: texts.with(everyDay, "*"), meaning: "for the other day field to decide" });
  }
  throw new ScheduleError(
    `"${quoted(expression)}" sets both day fields, and crons disagree on what "${texts[starred[0]!]}" then means; ` +
      (advice(choices) ?? `right would be ${listed(fieldsInOrder[starred[0]!]!.examples)}`),
  );
}

function withoutDayStars(texts: string[]): string[] {
  return texts.with(2, texts[2]!.replaceAll("*", "1-31")).with(4, texts[4]!.replaceAll("*", "0-6"));
}

function holdsAll(field: Field, text: string): boolean {
  const reading = readField(field, text);
  return "values" in reading && reading.values.length === field.size;
}

function checkDateExists({ dayOfMonth, month, dayOfWeek }: ScheduleFields, expression: string): void {
  const longestMonth = Math.max(...month.map((number) => new Date(Date.UTC(2024, number, 0)).getUTCDate()));
  if (dayOfWeek.length < 7 || dayOfMonth[0]! <= longestMonth) return;
  const inMonths = month.map((number) => months[number - 1]).join(", ");
  throw new ScheduleError(
    `the day of month "${dayOfMonth.join(",")}" of "${quoted(expression)}" never comes in ${inMonths}; ` +
      `the last day there is ${longestMonth}${longestMonth === 29 ? ", in leap years, else 28" : ""}`,
  );
}

function listed(examples: string[]): string {
  return `${examples.slice(0, -1).join(", ")} or ${examples.at(-1)}`;
}
