import { Cron } from "croner";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSchedule } from "./schedule.ts";

/**
 * Another implementation as a witness: the slots are those of croner, told in lists (it takes a star with a step for an
 * interval, which skips what a gap swallows), whatever the zone does with its clock.
 */
const zones = [
  "UTC",
  "Asia/Jakarta",
  "Asia/Kathmandu",
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Santiago",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Asia/Beirut",
  "Asia/Gaza",
  "Australia/Lord_Howe",
  "Australia/Sydney",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Antarctica/Troll",
];
const list = (min: number, max: number) =>
  fc.oneof(
    fc.constant("*"),
    fc
      .uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 })
      .map((values) => values.sort((a, b) => a - b).join()),
  );
const expressions = fc
  .tuple(list(0, 59), list(0, 23), list(1, 28), list(1, 12), list(0, 6))
  // Its rule for the hours needs the minutes written out where they are all of them.
  .map(([minute, ...rest]) => [minute === "*" && rest[0] !== "*" ? "0,15,30,45" : minute, ...rest].join(" "));

it.each(zones)("in %s the slots are those of another implementation", (timezone) => {
  const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) });
  fc.assert(
    fc.property(expressions, moments, (expression, ms) => {
      const moment = new Date(ms);
      const schedule = parseSchedule(expression, timezone);
      const options = { timezone, mode: "5-part", fixedTimeRule: "no-wildcard", paused: true } as const;
      const expected = new Cron(expression, options).nextRuns(5, moment);
      let after = moment;
      for (const slot of expected) {
        after = schedule.next(after);
        expect(after).toEqual(slot);
      }
      const last = expected.at(-1)!;
      expect(schedule.count(moment, last, 1000)).toBe(expected.length);
      expect(schedule.count(moment, new Date(last.getTime() - 1), 1000)).toBe(expected.length - 1);
      expect(schedule.previous(new Date(last.getTime() - 1))).toEqual(expected.at(-2));
    }),
    { numRuns: 60 },
  );
});

it("counts what it would list, over years and through every change of the clocks", () => {
  const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) });
  const spans = fc.integer({ min: 0, max: 400 * 86_400_000 });
  const sparse = fc
    .tuple(list(0, 59), fc.integer({ min: 0, max: 23 }), list(1, 28), list(0, 6))
    .map(([minute, hour, date, weekday]) => `${minute} ${hour} ${date} * ${weekday}`);
  fc.assert(
    fc.property(fc.constantFrom(...zones), sparse, moments, spans, (zone, expression, from, span) => {
      const schedule = parseSchedule(expression, zone);
      const [start, end] = [new Date(from), new Date(from + span)];
      const listed = schedule.between(start, end).length;
      expect(schedule.count(start, end, 1_000_000)).toBe(listed);
      expect(schedule.count(start, end, 10)).toBe(Math.min(10, listed));
      expect(schedule.count(end, start, 10)).toBe(0);
    }),
    { numRuns: 150 },
  );
});
