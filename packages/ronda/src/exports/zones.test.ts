import { describe, expect, it } from "vitest";
import { parseSchedule } from "../schedule/schedule.ts";
import { crontab } from "./crontab.ts";
import { ExportError } from "./export-error.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";

// On every clock a line is due at exactly the job's own moments, all year, or it is refused with words: never at a wrong hour.

const clocks = {
  "a fixed offset": [
    "UTC",
    "Etc/GMT-7",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/Phoenix",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
  ],
  "daylight saving": ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"],
};
const schedules = [
  "0 18 * * *",
  "*/5 * * * *",
  "30 * * * *",
  "0 20 * * 0",
  "0 2,20 * * *",
  "15 3 1 * *",
  "0 9 13 * 5",
  "45 23 * * 1-5",
];
const zonesOfJobs = ["UTC", "Asia/Jakarta", "Europe/Berlin"];

/** Around the changes of clocks of both hemispheres, the ends of a month and of a year. */
const starts = ["2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31", "2026-12-30"];
const slotsCompared = 40;

function lineOf(job: ListedJob, hostZone: string): string | undefined {
  try {
    const text = crontab({
      ...{ app: "bakery", url: "https://bakery.example", path: "/api/cron", logPath: "/var/log/bakery-cron.log" },
      ...{ jobs: [job], hostZone, reader: { locale: "en", displayZone: "UTC" }, curlConfigPath: "/home/ana/cron.curl" },
    });
    return /^(\S+ \S+ \S+ \S+ \S+) sh /m.exec(text)?.[1];
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    expect(error.message).toMatch(/changes its clocks|its days would shift with the hour/);
    return undefined;
  }
}

function slots(schedule: ReturnType<typeof scheduleOf>, from: string): number[] {
  const found: number[] = [];
  for (let at = new Date(`${from}T00:00:00Z`); found.length < slotsCompared; found.push(at.getTime()))
    at = schedule.next(at);
  return found;
}

describe.each(Object.entries(clocks))("a machine whose clock has %s", (_, zones) => {
  it.each(zones)("%s", (hostZone) => {
    for (const timeZone of zonesOfJobs) {
      for (const schedule of schedules) {
        const job = { name: "bake", schedule, timeZone, description: "Bakes" };
        const line = lineOf(job, hostZone);
        if (line === undefined) continue;
        const asRead = parseSchedule(line, hostZone);
        for (const start of starts)
          expect([timeZone, schedule, start, slots(asRead, start)]).toEqual([
            timeZone,
            schedule,
            start,
            slots(scheduleOf(job), start),
          ]);
      }
    }
  });
});

it("on a clock of a fixed offset no job in UTC is refused that is due every day", () => {
  for (const hostZone of clocks["a fixed offset"])
    for (const schedule of ["0 18 * * *", "*/5 * * * *", "0 20 * * 0"])
      expect([hostZone, schedule, lineOf({ name: "bake", schedule, description: "Bakes" }, hostZone)]).toEqual([
        hostZone,
        schedule,
        expect.any(String),
      ]);
});
