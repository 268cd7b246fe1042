import { expect, it } from "vitest";
import { judgeDaemons } from "./doctor-cron.ts";

const at = (time: string) => new Date(`2026-11-30T${time}:00Z`);
const machine = { machine: "Etc/UTC", localtimeAt: at("08:00"), service: "cron" };

it.each([
  ["none runs", [], "error", "no cron daemon runs", "sudo systemctl enable --now cron"],
  [
    "one was given another zone",
    [{ zone: "Asia/Jakarta", startedAt: at("09:00") }],
    "error",
    "its clock is in Asia/Jakarta, this machine's in Etc/UTC: it reads the hours of the lines in Asia/Jakarta",
    "sudo systemctl restart cron",
  ],
  [
    "one is older than the machine's zone",
    [{ zone: null, startedAt: at("07:00") }],
    "warning",
    "runs since before this machine's zone was set to Etc/UTC",
    "sudo systemctl restart cron",
  ],
  ["one was given the machine's own", [{ zone: "Etc/UTC", startedAt: at("07:00") }], "ok", "on a clock in Etc/UTC", ""],
  ["one was given it by another name", [{ zone: "UTC", startedAt: at("07:00") }], "ok", "on a clock in Etc/UTC", ""],
  [
    "one was given what is no zone's name",
    [{ zone: "WIB-7", startedAt: null }],
    "error",
    "its clock is in WIB-7",
    "cron",
  ],
  ["one started later", [{ zone: null, startedAt: at("09:00") }], "ok", "on a clock in Etc/UTC", ""],
  ["nothing may be known", [{ zone: null, startedAt: null }], "ok", "on a clock in Etc/UTC", ""],
])("the cron service, where %s", (_, daemons, state, why, mend) => {
  expect(judgeDaemons(daemons, machine)).toEqual({
    name: "cron service",
    state,
    why: expect.stringContaining(why),
    ...(mend ? { mend: expect.stringContaining(mend) } : {}),
  });
});

it("names the service as it is called here", () => {
  expect(judgeDaemons([], { ...machine, service: "cronie" }).mend).toBe("sudo systemctl enable --now cronie");
});
