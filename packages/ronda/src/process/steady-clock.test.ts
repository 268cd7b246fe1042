import { expect, it } from "vitest";
import { longestAbsenceMs, steadyClock } from "./steady-clock.ts";

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const begin = Date.parse("2026-11-24T08:00:00Z");

/** A host whose clock can be set, and which may sleep. */
function host() {
  const at = { wallMs: begin, countMs: 5_000, uptimeMs: 90_000, isDeclared: false };
  const make = () => {
    const clock = steadyClock({
      wallMs: () => at.wallMs,
      countMs: () => at.countMs,
      uptimeMs: () => at.uptimeMs,
      isDeclared: () => at.isDeclared,
    });
    clock();
    return clock;
  };
  const passes = (ms: number) => {
    at.wallMs += ms;
    at.countMs += ms;
    at.uptimeMs += ms;
  };
  return { at, make, passes };
}

it.each([
  ["an hour's step of NTP", hourMs, false],
  ["two hours, as summer time set by hand", 2 * hourMs, false],
  ["two hours back", -2 * hourMs, false],
  ["a day", dayMs, false],
  ["a day and a second", dayMs + 1000, true],
  ["a day back", -dayMs, false],
  ["a day and a second back", -dayMs - 1000, true],
  ["400 days", 400 * dayMs, true],
  ["to 1970", -begin, true],
])("%s: a leap of a clock that runs, or none", (_what, stepMs, isLeap) => {
  const { at, make, passes } = host();
  const clock = make();
  passes(3 * dayMs);
  clock();
  at.wallMs += stepMs;
  passes(60_000);
  const counted = begin + 3 * dayMs + 60_000;
  expect(clock().getTime()).toBe(isLeap ? counted : counted + stepMs);
  expect(clock.leap()?.leapMs).toBe(isLeap ? stepMs : undefined);
});

it("goes on by what it counts until the host's clock is put right, and says since when", () => {
  const { at, make, passes } = host();
  const clock = make();
  at.wallMs += 400 * dayMs;
  passes(1000);
  clock();
  passes(120_000);
  expect(clock.leap()).toEqual({
    leapMs: 400 * dayMs,
    wallAt: new Date(begin + 400 * dayMs + 121_000),
    countedAt: new Date(begin + 121_000),
    since: new Date(begin + 1000),
  });
  at.wallMs -= 400 * dayMs;
  expect([clock.leap(), clock()]).toEqual([null, new Date(begin + 121_000)]);
});

it("is right again when somebody says so", () => {
  const { at, make, passes } = host();
  const clock = make();
  at.wallMs += 400 * dayMs;
  clock();
  at.uptimeMs += 3 * dayMs;
  clock.trust();
  passes(hourMs);
  expect([clock.leap(), clock()]).toEqual([null, new Date(begin + 400 * dayMs + hourMs)]);
  // What the host slept before that explains nothing after it.
  at.wallMs += 3 * dayMs;
  expect(clock.leap()?.leapMs).toBe(3 * dayMs);
});

it("takes no sleep of the host for a leap, and no leap for a sleep", () => {
  const { at, make } = host();
  const clock = make();
  at.wallMs += 9 * dayMs;
  at.uptimeMs += 9 * dayMs;
  expect([clock.leap(), clock()]).toEqual([null, new Date(begin + 9 * dayMs)]);
  at.wallMs += 9 * dayMs;
  expect(clock.leap()?.leapMs).toBe(9 * dayMs);
});

it("asks for the host's uptime only where the clock has leapt, since that is a file", () => {
  let asked = 0;
  const clock = steadyClock({
    uptimeMs: () => {
      asked += 1;
      return 0;
    },
  });
  clock();
  const before = asked;
  for (let time = 0; time < 100; time++) clock();
  expect(asked).toBe(before);
});

it.each([
  ["a minute after the database's last sign", -60_000, longestAbsenceMs, null],
  ["29 days later", -29 * dayMs, longestAbsenceMs, null],
  ["31 days later", -31 * dayMs, longestAbsenceMs, 31 * dayMs],
  ["an hour before it", hourMs, longestAbsenceMs, null],
  ["two days before it", 2 * dayMs, longestAbsenceMs, -2 * dayMs],
  ["5 days later, where it had leapt already", -5 * dayMs, 0, 5 * dayMs],
])("at a start %s is as it is known", (_what, knownMs, absenceMs, leapMs) => {
  const { make, at } = host();
  const clock = make();
  clock.know({ at: new Date(begin + knownMs), absenceMs });
  expect(clock.leap()?.leapMs ?? null).toBe(leapMs);
  expect(clock().getTime()).toBe(leapMs === null ? begin : begin + knownMs);
  if (leapMs === null) return;
  // Some days may have passed without the app before its clock is put right.
  at.wallMs = begin + knownMs + Math.min(3 * dayMs, absenceMs);
  expect(clock.leap()).toBeNull();
});

it("of two processes the one whose host is off holds, until the host is put right or the other is as far", () => {
  const one = host();
  const other = host();
  other.at.wallMs += 400 * dayMs;
  const [right, wrong] = [one.make(), other.make()];
  for (const clock of [right, wrong]) clock.know({ at: new Date(begin - 60_000), absenceMs: longestAbsenceMs });
  expect([right.leap(), wrong.leap()?.leapMs]).toEqual([null, 400 * dayMs + 60_000]);
  // What the right one goes on to write changes nothing.
  one.passes(hourMs);
  other.passes(hourMs);
  wrong.know({ at: right(), absenceMs: longestAbsenceMs });
  expect(wrong.leap()).not.toBeNull();
  // Somebody has said elsewhere that this is the time.
  wrong.know({ at: new Date(other.at.wallMs - 30_000), absenceMs: longestAbsenceMs });
  expect(wrong.leap()).toBeNull();
});

it("what the database says later moves no clock that is right", () => {
  const { make, passes } = host();
  const clock = make();
  clock.know({ at: new Date(begin), absenceMs: longestAbsenceMs });
  passes(hourMs);
  clock.know({ at: new Date(begin + 500 * dayMs), absenceMs: longestAbsenceMs });
  expect([clock.leap(), clock()]).toEqual([null, new Date(begin + hourMs)]);
});

it("judges nothing that was set on purpose, and everything after it", () => {
  const { at, make } = host();
  const clock = make();
  at.isDeclared = true;
  at.wallMs += 400 * dayMs;
  clock.know({ at: new Date(begin), absenceMs: 0 });
  expect([clock.leap(), clock()]).toEqual([null, new Date(begin + 400 * dayMs)]);
  at.isDeclared = false;
  at.wallMs += 3 * dayMs;
  expect(clock.leap()?.leapMs).toBe(3 * dayMs);
});
