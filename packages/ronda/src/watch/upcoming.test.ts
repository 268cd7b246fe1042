import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { upcomingSlots } from "./upcoming.ts";

const job = (name: string, schedule: string) => ({
  job: defineJob({ name, schedule, description: "Works", run: () => ({}) }),
});
const now = new Date("2026-11-24T00:00:00Z");

it("the coming 24 hours are listed soonest first, and of a job that comes often only its next slot, with how many follow", () => {
  const jobs = [
    job("send-mails", "*/5 * * * *"),
    job("back-up", "0 18 * * *"),
    job("weekly", "0 3 * * 1"),
    job("at-four", "0 */4 * * *"),
  ];
  expect(upcomingSlots(jobs, now).map(({ jobName, slotAt, more }) => [jobName, slotAt.toISOString(), more])).toEqual([
    ["send-mails", "2026-11-24T00:05:00.000Z", 287],
    ["at-four", "2026-11-24T04:00:00.000Z", 0],
    ["at-four", "2026-11-24T08:00:00.000Z", 0],
    ["at-four", "2026-11-24T12:00:00.000Z", 0],
    ["at-four", "2026-11-24T16:00:00.000Z", 0],
    ["back-up", "2026-11-24T18:00:00.000Z", 0],
    ["at-four", "2026-11-24T20:00:00.000Z", 0],
    ["at-four", "2026-11-25T00:00:00.000Z", 0],
  ]);
});

it("an hourly job is listed whole", () => {
  expect(upcomingSlots([job("hourly", "0 * * * *")], now)).toHaveLength(24);
});

it("nothing comes of a job while it is paused", () => {
  const hourly = job("hourly", "0 * * * *");
  expect(upcomingSlots([{ ...hourly, paused: { until: null } }], now)).toEqual([]);
  const first = upcomingSlots([{ ...hourly, paused: { until: new Date("2026-11-24T21:00:00Z") } }], now)[0];
  expect(first?.slotAt).toEqual(new Date("2026-11-24T21:00:00Z"));
});
