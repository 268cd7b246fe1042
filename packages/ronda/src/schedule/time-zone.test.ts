import { expect, it } from "vitest";
import { ScheduleError } from "./schedule-error.ts";
import { checkTimeZone, dayIn, offsetsMinutes, zoneLabel } from "./time-zone.ts";

it.each(["UTC", "Europe/Berlin", "america/argentina/buenos_aires", "Etc/GMT+5"])(
  "a zone is one by its IANA name: %s",
  (zone) => {
    expect(() => checkTimeZone(zone)).not.toThrow();
  },
);

it.each([
  ["Europe/Berln", 'did you mean "Europe/Berlin"?'],
  ["berlin", 'did you mean "Europe/Berlin"?'],
  ["new york", 'did you mean "America/New_York"?'],
  ["WIB", 'did you mean "Asia/Jakarta"?'],
  ["", 'write an IANA name, such as "Europe/Berlin" or "UTC"'],
  ["Mars/Olympus", 'write an IANA name, such as "Europe/Berlin" or "UTC"'],
  ["+07:00", 'write an IANA name, such as "Europe/Berlin" or "UTC"'],
  ["x".repeat(10_000), 'write an IANA name, such as "Europe/Berlin" or "UTC"'],
])("what is no zone is refused with what was meant: %.20j", (written, advice) => {
  expect(() => checkTimeZone(written)).toThrow(ScheduleError);
  expect(() => checkTimeZone(written)).toThrow(advice);
});

it.each([
  ["UTC", [0]],
  ["Asia/Jakarta", [420]],
  ["Asia/Kathmandu", [345]],
  ["America/St_Johns", [-210, -150]],
  ["Australia/Lord_Howe", [630, 660]],
  ["Africa/Casablanca", [0, 60]],
])("the distances of %s from UTC are all of them: %j", (zone, minutes) => {
  expect([...offsetsMinutes(zone)].sort((one, other) => one - other)).toEqual(minutes);
});

it.each([
  ["Europe/Berlin", { "Europe/Berlin": "Berlin time" }, "Berlin time"],
  ["Europe/Berlin", {}, "Europe/Berlin"],
  ["Etc/UTC", {}, "UTC"],
  ["zulu", {}, "UTC"],
  ["UTC", { UTC: "GMT" }, "GMT"],
  ["toString", {}, "toString"],
])("%s with the names %j is called %s", (zone, names, label) => expect(zoneLabel(zone, names)).toBe(label));

it.each([
  ["UTC", "2026-12-31T23:59:59.999Z", "2026-12-31"],
  ["Asia/Jakarta", "2026-12-31T17:00:00Z", "2027-01-01"],
  ["America/New_York", "2026-03-08T04:59:59Z", "2026-03-07"],
  ["Pacific/Kiritimati", "2026-02-28T10:00:00Z", "2026-03-01"],
])("the day in %s at %s is %s", (zone, at, day) => expect(dayIn(zone, new Date(at))).toBe(day));
