import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSchedule } from "./schedule.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const at = (text: string) => new Date(text);
const iso = (dates: Date[]) => dates.map((date) => date.toISOString().slice(0, 16));

/**
 * The oracle: walks a window minute by minute, asks Intl what the clock on the wall shows, and applies the rule as it
 * is written in words. It shares nothing with the implementation: its fields are sets, made before the expression.
 */
type Spec = {
  minute: number[];
  hour: number[];
  dayOfMonth: number[] | null;
  month: number[];
  dayOfWeek: number[] | null;
};
type Wall = { instant: number; fake: number };

const windows: Record<string, string[]> = {
  UTC: ["2026-03-28", "2028-02-27"],
  "Asia/Jakarta": ["2026-10-30", "2027-12-30"],
  "Europe/Berlin": ["2026-03-28", "2026-10-24"],
  "America/New_York": ["2026-03-07", "2026-10-31"],
  "Australia/Lord_Howe": ["2026-04-04", "2026-10-03"],
};
const windowDays = 4;
const walls = new Map<string, Wall[]>();

function wallsOf(zone: string, start: string): Wall[] {
  const key = `${zone} ${start}`;
  const known = walls.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  // One hour earlier than the window, so that the oracle has seen the first pass of a repeated hour.
  const first = at(`${start}T00:00:00Z`).getTime() - hourMs;
  const made = Array.from({ length: (windowDays * dayMs + hourMs) / minuteMs }, (_, index) => {
    const instant = first + index * minuteMs;
    return { instant, fake: Date.parse(`${format.format(instant).replace(" ", "T")}:00Z`) };
  });
  walls.set(key, made);
  return made;
}

function onTheWall(spec: Spec, fake: number): boolean {
  const date = new Date(fake);
  const byDate = spec.dayOfMonth?.includes(date.getUTCDate());
  const byWeekday = spec.dayOfWeek?.includes(date.getUTCDay());
  const byDay = byDate === undefined ? (byWeekday ?? true) : byDate || (byWeekday ?? false);
  return (
    spec.minute.includes(date.getUTCMinutes()) &&
    spec.hour.includes(date.getUTCHours()) &&
    spec.month.includes(date.getUTCMonth() + 1) &&
    byDay
  );
}

function oracleSlots(spec: Spec, zone: string, start: string): number[] {
  const everyHour = spec.hour.length === 24;
  const found: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const { instant, fake } of wallsOf(zone, start)) {
    const isNew = fake > latest;
    let due = onTheWall(spec, fake) && (everyHour || isNew);
    if (!everyHour && isNew && latest > 0) {
      for (let skipped = latest + minuteMs; skipped < fake; skipped += minuteMs) due ||= onTheWall(spec, skipped);
    }
    if (due) found.push(instant);
    latest = Math.max(latest, fake);
  }
  return found.filter((instant) => instant >= at(`${start}T00:00:00Z`).getTime());
}

const values = (min: number, max: number, maxLength: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength }).map((list) => list.sort((a, b) => a - b));
const all = (min: number, max: number) => Array.from({ length: max - min + 1 }, (_, index) => min + index);
const stepped = (min: number, max: number, maxStep: number) =>
  fc.integer({ min: 2, max: maxStep }).map((step) => ({
    text: `*/${step}`,
    list: all(min, max).filter((value) => (value - min) % step === 0),
  }));
const field = (min: number, max: number, maxStep: number) =>
  fc.oneof(
    values(min, max, 6).map((list) => ({ text: list.join(","), list })),
    stepped(min, max, maxStep),
    fc.constant({ text: "*", list: all(min, max) }),
    fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      return { text: `${from}-${to}`, list: all(from, to) };
    }),
  );
const dayField = (min: number, max: number, maxLength: number) =>
  fc.oneof(
    fc.constant({ text: "*", list: null }),
    values(min, max, maxLength).map((list) => ({ text: list.join(","), list })),
  );

const scheduleAndSpec = fc
  .tuple(field(0, 59, 30), field(0, 23, 12), dayField(1, 29, 10), dayField(0, 6, 6), fc.boolean())
  .map(([minute, hour, dayOfMonth, dayOfWeek, someMonths]) => {
    const month = someMonths ? { text: "2,3,4,10,11", list: [2, 3, 4, 10, 11] } : { text: "*", list: all(1, 12) };
    const text = [minute, hour, dayOfMonth, month, dayOfWeek].map((part) => part.text).join(" ");
    const spec: Spec = {
      minute: minute.list,
      hour: hour.list,
      dayOfMonth: dayOfMonth.list,
      month: month.list,
      dayOfWeek: dayOfWeek.list,
    };
    return { text, spec };
  });

describe("against an oracle that walks minute by minute", () => {
  const places = Object.entries(windows).flatMap(([zone, starts]) => starts.map((start) => [zone, start] as const));

  it.each(places)("%s around %s: next, previous and between agree", (zone, start) => {
    const from = at(`${start}T00:00:00Z`).getTime();
    const to = from + windowDays * dayMs - minuteMs;
    fc.assert(
      fc.property(scheduleAndSpec, fc.integer({ min: from, max: to }), ({ text, spec }, moment) => {
        const schedule = parseSchedule(text, zone);
        const expected = oracleSlots(spec, zone, start);
        const found = schedule.between(new Date(from - 1), new Date(to)).map((slot) => slot.getTime());
        expect(iso(found.map((ms) => new Date(ms)))).toEqual(iso(expected.map((ms) => new Date(ms))));

        const before = expected.findLast((slot) => slot <= moment);
        const after = expected.find((slot) => slot > moment);
        if (before !== undefined) expect(schedule.previous(new Date(moment))).toEqual(new Date(before));
        if (after !== undefined) expect(schedule.next(new Date(moment))).toEqual(new Date(after));
      }),
      { numRuns: 60 },
    );
  });

  it("next and previous meet: nothing lies between them, years from any clock change or at one", () => {
    const zones = fc.constantFrom(...Object.keys(windows), "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu");
    const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2036, 0, 1) });
    fc.assert(
      fc.property(scheduleAndSpec, zones, moments, ({ text }, zone, moment) => {
        const schedule = parseSchedule(text, zone);
        const [before, after] = [schedule.previous(new Date(moment)), schedule.next(new Date(moment))];
        expect(before.getTime()).toBeLessThanOrEqual(moment);
        expect(after.getTime()).toBeGreaterThan(moment);
        expect(schedule.next(before)).toEqual(after);
        expect(schedule.previous(new Date(after.getTime() - 1))).toEqual(before);
        expect(schedule.previous(after)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it("a day-of-month exists or the schedule is refused", () => {
    const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    fc.assert(
      fc.property(values(1, 31, 3), values(1, 12, 4), (days, inMonths) => {
        const exists = inMonths.some((month) => days.some((day) => day <= monthLengths[month - 1]!));
        const parse = () => parseSchedule(`0 0 ${days.join(",")} ${inMonths.join(",")} *`, "UTC");
        if (!exists) {
          // Not returned: the library takes what a property returns for its verdict.
          expect(parse).toThrow("never comes");
          return;
        }
        const slot = parse().next(at("2026-01-01T00:00:00Z"));
        expect(days).toContain(slot.getUTCDate());
        expect(inMonths).toContain(slot.getUTCMonth() + 1);
      }),
    );
  });
});
