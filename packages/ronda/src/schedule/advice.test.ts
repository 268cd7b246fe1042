import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean } from "../did-you-mean.ts";
import { parseSchedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";
import type { ScheduleFields } from "./schedule-fields.ts";
import { checkTimeZone } from "./time-zone.ts";

/** Everything that a refusal may advise is held against what people mean by the text, read here without the engine. */
const names = {
  month: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" "),
  weekday: "SUN MON TUE WED THU FRI SAT".split(" "),
};
type Spec = { key: keyof ScheduleFields; first: number; last: number; names: string[] };
const specs: Spec[] = [
  { key: "minute", first: 0, last: 59, names: [] },
  { key: "hour", first: 0, last: 23, names: [] },
  { key: "dayOfMonth", first: 1, last: 31, names: [] },
  { key: "month", first: 1, last: 12, names: names.month },
  { key: "dayOfWeek", first: 0, last: 6, names: names.weekday },
];

/** A part of a field as somebody may write it, with the values that they mean, where that is beyond doubt. */
type Part = { text: string; meant: number[] | undefined };

/** From one value on, upwards and around the end of the field, as when somebody says "from ten at night to two". */
function around({ first, last }: Spec, from: number, to: number, step: number): number[] {
  const size = last - first + 1;
  const length = ((to - from + size) % size) + 1;
  return Array.from({ length }, (_, index) => ((from - first + index) % size) + first).filter((_, i) => i % step === 0);
}

function partOf(spec: Spec): fc.Arbitrary<Part> {
  const { first, last } = spec;
  const isWeekday = spec.key === "dayOfWeek";
  const value = fc.integer({ min: first, max: last });
  const written = (number: number) =>
    fc.constantFrom(
      String(number),
      ...(spec.names.length > 0 ? [spec.names[number - first]!, spec.names[number - first]!.toLowerCase()] : []),
      ...(isWeekday && number === 0 ? ["7"] : []),
    );
  const step = fc.integer({ min: 1, max: last });
  const range = fc.tuple(value, value).chain(([from, to]) =>
    fc.tuple(written(from), written(to), fc.option(step, { nil: undefined })).map(([one, other, every]) => {
      // Nobody can tell which Sunday is meant in 0-SUN, and 0-7 has Sunday twice.
      const unclear = isWeekday && from === 0 && to === 0;
      // 7 ends a range only; where one begins with it, Sunday is the first of its days as 0 is.
      const meant = unclear ? undefined : around(spec, from, to, every ?? 1);
      return { text: `${one}-${other}${every === undefined ? "" : `/${every}`}`, meant };
    }),
  );
  const fromOn = fc.tuple(value, step).map(([from, every]) => ({
    text: `${from}/${every}`,
    // From a weekday on means to the Sunday after it.
    meant: around(spec, from, isWeekday && from > 0 ? 0 : last, every),
  }));
  const star = fc.option(step, { nil: undefined }).map((every) => ({
    text: every === undefined ? "*" : `*/${every}`,
    meant: around(spec, first, last, every ?? 1),
  }));
  const nonsense = fc
    .constantFrom("", "L", "?", "1#2", "15W", "61", "-5", "1.5", "*/0", "*/99", "foo", "1-2-3", "99-1", "JAN", "1-")
    .map((text) => ({ text, meant: undefined }));
  return fc.oneof(
    { weight: 4, arbitrary: range },
    value.chain((number) => written(number).map((text) => ({ text, meant: [number] }))),
    fromOn,
    star,
    nonsense,
  );
}

type Written = { text: string; meant: number[] | undefined };

const fieldOf = (spec: Spec): fc.Arbitrary<Written> =>
  fc.array(partOf(spec), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(","),
    meant: parts.some(({ meant }) => meant === undefined)
      ? undefined
      : [...new Set(parts.flatMap(({ meant }) => meant!))].sort((a, b) => a - b),
  }));

/** One field is written in some way, the others are as they mostly are: then it is known what the whole means. */
const expressions = fc.constantFrom(...specs).chain((spec) =>
  fieldOf(spec).map((written) => ({
    spec,
    ...written,
    expression: specs.map((each) => (each === spec ? written.text : "*")).join(" "),
  })),
);

function refusalOf(expression: string): string | undefined {
  try {
    parseSchedule(expression, "UTC");
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ScheduleError);
    return (error as ScheduleError).message;
  }
}

/** The whole expressions that a refusal says to write. */
const advised = (message: string) =>
  [...message.slice(message.lastIndexOf("; ")).matchAll(/(?:write|or) "([^"]*)"/g)].map(
    ([, expression]) => expression!,
  );

describe("what a refusal says to write", () => {
  it("is a schedule, and means what was meant", () => {
    fc.assert(
      fc.property(expressions, ({ expression, spec, meant }) => {
        const refused = refusalOf(expression);
        if (refused === undefined) {
          if (meant) expect(parseSchedule(expression, "UTC").fields[spec.key]).toEqual(meant);
          return;
        }
        const written = advised(refused).map((advice) => parseSchedule(advice, "UTC").fields[spec.key]);
        if (written.length === 1 && meant) expect(written[0]).toEqual(meant);
        if (written.length === 0) expect(refused).toMatch(/right would be |such as "0 18|the last day there is/);
      }),
      { numRuns: 3000 },
    );
  });

  it("is a schedule also where several fields are wrong, both days among them", () => {
    const whole = fc
      .tuple(...specs.map(fieldOf))
      .map((fields) => fields.map(({ text }) => text).join(" "))
      .filter((expression) => expression.split(" ").length === 5);
    fc.assert(
      fc.property(whole, (expression) => {
        for (const advice of advised(refusalOf(expression) ?? "; ")) expect(refusalOf(advice)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves the days to what either field says, or to the other field where one holds every day", () => {
    const dates = fieldOf(specs[2]!);
    const weekdays = fieldOf(specs[4]!);
    fc.assert(
      fc.property(dates, weekdays, (date, weekday) => {
        const expression = `0 0 ${date.text} * ${weekday.text}`;
        const [either, other] = advised(refusalOf(expression) ?? "; ");
        if (!either || !date.meant || !weekday.meant || !expression.includes("*/")) return;
        const { dayOfMonth, dayOfWeek } = parseSchedule(either, "UTC").fields;
        const all = date.meant.length === 31 || weekday.meant.length === 7;
        if (all && !other) return;
        if (!all) expect([dayOfMonth, dayOfWeek]).toEqual([date.meant, weekday.meant]);
        if (other) {
          const fields = parseSchedule(other, "UTC").fields;
          expect([fields.dayOfMonth, fields.dayOfWeek]).toEqual([date.meant, weekday.meant]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("as an example of a field is right in that field, and any last day of a month is a day of it", () => {
    fc.assert(
      fc.property(expressions, ({ expression, text }) => {
        const refused = refusalOf(expression);
        const [, examples] = /right would be (.+)$/.exec(refused ?? "") ?? [];
        for (const example of examples?.split(/, | or /) ?? []) {
          expect(refusalOf(expression.replace(text, () => example))).toBeUndefined();
        }
        const lastDay = /the last day there is (\d+)/.exec(refused ?? "")?.[1];
        if (lastDay) expect(refusalOf(`0 0 ${lastDay} * *`)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
    const months = fc.uniqueArray(fc.constantFrom(2, 4, 6, 9, 11), { minLength: 1 }).map((list) => list.join());
    fc.assert(
      fc.property(months, fc.constantFrom(30, 31), (list, day) => {
        const lastDay = /the last day there is (\d+)/.exec(refusalOf(`0 0 ${day} ${list} *`) ?? "")?.[1];
        if (!lastDay) return;
        expect(refusalOf(`0 0 ${lastDay} ${list} *`)).toBeUndefined();
        expect(refusalOf(`0 0 ${Number(lastDay) + 1} ${list} *`)).toContain("never comes");
      }),
    );
  });

  it("ends at once for any text", () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => void refusalOf(text)));
    for (const text of ["*,".repeat(100_000), "-".repeat(1_000_000), " ".repeat(1_000_000), "1/".repeat(500_000)]) {
      expect(refusalOf(text)!.length).toBeLessThan(500);
      expect(refusalOf(`${text} * * * *`)!.length).toBeLessThan(500);
    }
  });
});

it("a zone that is advised is one", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const slips = fc
    .tuple(fc.constantFrom(...zones), fc.nat(30), fc.constantFrom("", "x", "_", " "))
    .map(([zone, at, put]) => zone.slice(0, at) + put + zone.slice(at + 1));
  fc.assert(
    fc.property(fc.oneof(slips, fc.string()), (zone) => {
      try {
        checkTimeZone(zone);
      } catch (error) {
        const [, advice] = /(?:did you mean|such as) "([^"]+)"/.exec((error as Error).message) ?? [];
        expect(() => checkTimeZone(advice!)).not.toThrow();
      }
    }),
  );
});

it("a name that is advised is known, and near", () => {
  const known = ["schedule", "timeZone", "startGraceMs", "maxRunMs", "run", "name", "expect"];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.constantFrom(...known).map((name) => `${name}s`),
      ),
      (written) => {
        const advice = didYouMean(written, known);
        if (advice !== undefined) expect(known).toContain(advice);
      },
    ),
  );
  expect(didYouMean("shedule", known)).toBe("schedule");
  expect(didYouMean("TIMEZONE", known)).toBe("timeZone");
  expect(didYouMean("x".repeat(10_000_000), known)).toBeUndefined();
});
