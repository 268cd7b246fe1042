import { describe, expect, it } from "vitest";
import { parseSchedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const at = (text: string) => new Date(text);
const iso = (dates: Date[]) => dates.map((date) => date.toISOString().slice(0, 16));

/** The slots from a moment on, that moment included. */
const slots = (expression: string, zone: string, from: string, to: string) =>
  iso(parseSchedule(expression, zone).between(new Date(at(from).getTime() - 1), at(to)));

describe("slots", () => {
  it("come strictly after `next` and up to the moment of `previous`", () => {
    const daily = parseSchedule("0 18 * * *", "UTC");
    const slot = at("2026-11-23T18:00:00Z");
    expect(daily.next(slot)).toEqual(at("2026-11-24T18:00:00Z"));
    expect(daily.next(at("2026-11-23T17:59:59.999Z"))).toEqual(slot);
    expect(daily.previous(slot)).toEqual(slot);
    expect(daily.previous(at("2026-11-23T18:00:00.001Z"))).toEqual(slot);
    expect(daily.previous(at("2026-11-23T17:59:59.999Z"))).toEqual(at("2026-11-22T18:00:00Z"));
  });

  it("between two moments leave the first out and take the last in", () => {
    const five = parseSchedule("*/5 * * * *", "UTC");
    const found = five.between(at("2026-11-23T18:00:00Z"), at("2026-11-23T18:10:00Z"));
    expect(iso(found)).toEqual(["2026-11-23T18:05", "2026-11-23T18:10"]);
    expect(five.between(at("2026-11-23T18:00:00Z"), at("2026-11-23T18:04:59Z"))).toEqual([]);
  });

  it("are read in the schedule's own zone: 01:00 in Jakarta is 18:00 UTC", () => {
    expect(parseSchedule("0 1 * * *", "Asia/Jakarta").next(at("2026-11-23T00:00:00Z"))).toEqual(
      at("2026-11-23T18:00:00Z"),
    );
  });

  it("need the day of month OR the weekday when both are set", () => {
    expect(slots("0 0 13 * 5", "UTC", "2026-11-01T00:00Z", "2026-11-30T00:00Z")).toEqual(
      ["2026-11-06", "2026-11-13", "2026-11-20", "2026-11-27"].map((day) => `${day}T00:00`),
    );
    expect(slots("0 0 15 * 5", "UTC", "2026-11-10T00:00Z", "2026-11-21T00:00Z")).toEqual(
      ["2026-11-13", "2026-11-15", "2026-11-20"].map((day) => `${day}T00:00`),
    );
    expect(slots("0 0 1-31 * 5", "UTC", "2026-11-10T00:00Z", "2026-11-12T00:00Z")).toHaveLength(3);
    expect(slots("0 0 15 * 0-6", "UTC", "2026-11-10T00:00Z", "2026-11-12T00:00Z")).toHaveLength(3);
  });

  it("take 0 and 7 for Sunday, and names for months and weekdays", () => {
    for (const sunday of ["0", "7", "SUN", "sun"]) {
      expect(parseSchedule(`0 0 * * ${sunday}`, "UTC").next(at("2026-11-23T00:00:00Z"))).toEqual(
        at("2026-11-29T00:00:00Z"),
      );
    }
    expect(parseSchedule("0 0 * jan-MAR/2 5-7", "UTC").fields).toMatchObject({ month: [1, 3], dayOfWeek: [0, 5, 6] });
  });

  it.each([
    ["5-7", [0, 5, 6]],
    ["FRI-SUN", [0, 5, 6]],
    ["fri-sun", [0, 5, 6]],
    ["5-SUN", [0, 5, 6]],
    ["SAT-SUN", [0, 6]],
    ["6-7", [0, 6]],
    ["MON-SUN", [0, 1, 2, 3, 4, 5, 6]],
    ["SUN-TUE", [0, 1, 2]],
    ["SUN-SAT", [0, 1, 2, 3, 4, 5, 6]],
    ["0-7", [0, 1, 2, 3, 4, 5, 6]],
    ["7-7", [0]],
    ["FRI-SUN/2", [0, 5]],
    ["1-7/2", [0, 1, 3, 5]],
    ["WED,SAT-SUN", [0, 3, 6]],
  ])("read %s over Sunday as people say it", (weekdays, expected) => {
    expect(parseSchedule(`0 9 * * ${weekdays}`, "UTC").fields.dayOfWeek).toEqual(expected);
  });

  it("take */1 for *, beside the other day field, too", () => {
    expect(parseSchedule("0 0 */1 * 1", "UTC").fields).toEqual(parseSchedule("0 0 * * 1", "UTC").fields);
  });

  it("between two moments are no more than can be held at once, however many there are", () => {
    const minutely = parseSchedule("* * * * *", "UTC");
    expect(() => minutely.between(at("2000-01-01T00:00Z"), at("2030-01-01T00:00Z"))).toThrow("more than 100000 slots");
  });

  it.each([[Number.NaN], [8.64e15], [-8.64e15]])("are not asked for the moment %d", (ms) => {
    const daily = parseSchedule("0 18 * * *", "UTC");
    for (const ask of [daily.next, daily.previous]) expect(() => ask(new Date(ms))).toThrow(ScheduleError);
  });

  it("of the 29th of February come in leap years only, 2100 not being one", () => {
    const leap = parseSchedule("0 0 29 2 *", "UTC");
    expect(leap.next(at("2026-01-01T00:00:00Z"))).toEqual(at("2028-02-29T00:00:00Z"));
    expect(leap.previous(at("2026-01-01T00:00:00Z"))).toEqual(at("2024-02-29T00:00:00Z"));
    expect(leap.next(at("2096-03-01T00:00:00Z"))).toEqual(at("2104-02-29T00:00:00Z"));
  });

  it("know their shortest and longest gap", () => {
    const gap = (expression: string) => {
      const { shortestGapMs, longestGapMs } = parseSchedule(expression, "Europe/Berlin");
      return [shortestGapMs, longestGapMs];
    };
    expect(gap("*/5 * * * *")).toEqual([5 * minuteMs, 5 * minuteMs]);
    expect(gap("0 18 * * *")).toEqual([dayMs, dayMs]);
    expect(gap("*/5 8-9 * * 1-5")).toEqual([5 * minuteMs, 2 * dayMs + 22 * hourMs + 5 * minuteMs]);
    expect(gap("0 0 1 * *")).toEqual([28 * dayMs, 31 * dayMs]);
    expect(gap("0 0 1 1 *")).toEqual([365 * dayMs, 366 * dayMs]);
    expect(gap("0 0 29 2 *")).toEqual([1461 * dayMs, 1461 * dayMs]);
  });
});

describe("when clocks go forward", () => {
  it("a time that does not exist runs once, at the first instant after the gap", () => {
    // Berlin, 2026-03-29: 02:00 becomes 03:00 at 01:00 UTC.
    expect(slots("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z", "2026-03-31T00:00Z")).toEqual([
      "2026-03-28T01:30",
      "2026-03-29T01:00",
      "2026-03-30T00:30",
    ]);
    expect(slots("0,30 2-3 * * *", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T12:00Z")).toEqual([
      "2026-03-29T01:00",
      "2026-03-29T01:30",
    ]);
  });

  it("a schedule of every hour has nothing to make up for", () => {
    expect(slots("45 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T02:00Z")).toEqual([
      "2026-03-29T00:45",
      "2026-03-29T01:45",
    ]);
  });
});

describe("when clocks go back", () => {
  it("a time that comes twice runs once, the first time", () => {
    // New York, 2026-11-01: 02:00 becomes 01:00 at 06:00 UTC.
    expect(slots("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-02T12:00Z")).toEqual([
      "2026-11-01T05:30",
      "2026-11-02T06:30",
    ]);
  });

  it("a schedule of every hour keeps its rhythm through the repeated hour", () => {
    expect(slots("*/30 * * * *", "America/New_York", "2026-11-01T05:00Z", "2026-11-01T07:00Z")).toEqual(
      ["05:00", "05:30", "06:00", "06:30", "07:00"].map((time) => `2026-11-01T${time}`),
    );
  });
});

describe("an expression that cannot be used", () => {
  it.each([
    ["0 18 * *", '"0 18 * *" has 4 fields; a schedule has five'],
    ["", '"" has 0 fields'],
    ["0 0 18 * * *", "has 6 fields (there is no field for seconds)"],
    ["@daily", '"@daily" is a nickname that not every scheduler knows; write "0 0 * * *"'],
    ["@reboot", 'write five fields, such as "0 18 * * *"'],
    [
      "60 18 * * *",
      'the minute "60" of "60 18 * * *" has "60", which is not within 0 to 59; right would be 0, */5 or 0,30',
    ],
    ["0 24 * * *", 'the hour "24" of "0 24 * * *" has "24", which is not within 0 to 23'],
    ["0 0 0 * *", 'the day of month "0"'],
    ["0 0 * 13 *", "which is not within 1 to 12 or JAN to DEC"],
    ["0 0 * foo *", 'the month "foo"'],
    ["0 0 * * 8", "which is not within 0 to 7 or SUN to SAT"],
    ["0 0 L * *", 'the day of month "L"'],
    ["0 0 * * 5#2", 'the day of week "5#2"'],
    ["0 0 ? * *", 'the day of month "?"'],
    ["JAN 0 * * *", 'the minute "JAN"'],
    ["1.5 0 * * *", 'the minute "1.5"'],
    ["-5 0 * * *", 'cannot be read at "-5"'],
    ["0 9 * * 6-0", 'has the range "6-0", which runs backwards; write "0 9 * * 0,6"'],
    ["0 9 * * FRI-MON/2", 'write "0 9 * * 0,5"'],
    ["0 9 * * SAT-MON", 'write "0 9 * * 0,1,6"'],
    [
      "0 9 * * 0-SUN",
      'read as Sunday alone and others as every day; write "0 9 * * 0" for Sunday alone or "0 9 * * 0-6" for every day',
    ],
    ["0 9 13 * SAT-FRI", 'write "0 9 13 * 0-6"'],
    ["0 0 ? * MON", 'write "0 0 * * MON"'],
    ["0 0 *,3 * 1", 'write "0 0 1-31,3 * 1" for either day to be enough or "0 0 * * 1" for the other day field to'],
    ["5/10 22-2 * * *", 'write "5-59/10 0,1,2,22,23 * * *"'],
    ["5/10 24 * * *", "right would be 0, */5 or 0,30"],
    [`${"0,".repeat(600)}0 * * * *`, "has 1209 characters; a schedule has at most 1000"],
    ["0 22-2 * * *", 'has the range "22-2", which runs backwards; write "0 0,1,2,22,23 * * *"'],
    ["5/10 * * * *", 'has a step without a range; write "5-59/10 * * * *"'],
    ["*/0 * * * *", 'has the step "0", which is not within 1 to 59'],
    ["*/90 * * * *", 'has the step "90"'],
    ["0,,5 * * * *", "has an empty place in its list"],
    ["0 0 31 2 *", 'the day of month "31" of "0 0 31 2 *" never comes in FEB; the last day there is 29, in leap years'],
    ["0 0 31 4,6,9,11 *", "never comes in APR, JUN, SEP, NOV; the last day there is 30"],
    ["0 0 */2 * 1", 'crons disagree on what "*/2" then means; write "0 0 1-31/2 * 1" for either day'],
    ["0 0 13 * */2", 'write "0 0 13 * 0-6/2" for either day'],
  ])("%j says what is wrong", (expression, message) => {
    expect(() => parseSchedule(expression, "UTC")).toThrow(ScheduleError);
    expect(() => parseSchedule(expression, "UTC")).toThrow(message);
  });

  it.each([
    ["WITA", 'did you mean "Asia/Makassar"?'],
    ["x".repeat(1_000_000), `"${"x".repeat(80)}…" is unknown; write an IANA name`],
    ["Asia/Jakrta", 'the time zone "Asia/Jakrta" is unknown; did you mean "Asia/Jakarta"?'],
    ["jakarta", 'did you mean "Asia/Jakarta"?'],
    ["+07:00", 'write an IANA name, such as "Europe/Berlin" or "UTC"'],
    ["", "write an IANA name"],
  ])("nor can the zone %j", (zone, message) => {
    expect(() => parseSchedule("0 18 * * *", zone)).toThrow(ScheduleError);
    expect(() => parseSchedule("0 18 * * *", zone)).toThrow(message);
  });

  it("is not one that only some years or only the weekday can meet", () => {
    expect(() => parseSchedule("0 0 29 2 *", "UTC")).not.toThrow();
    expect(() => parseSchedule("0 0 31 2 1", "UTC")).not.toThrow();
    expect(parseSchedule("  0   18 * * * ", "UTC").expression).toBe("0 18 * * *");
  });
});
