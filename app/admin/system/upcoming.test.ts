import type { HealthReason, JobOverview } from "ronda";
import { expect, it } from "vitest";
import { doubtOf, pausedSlots } from "./upcoming.tsx";

const at = new Date("2026-05-10T00:00:00Z");
const since = at;
const slotAt = new Date("2026-05-10T02:00:00Z");
const job = (reasons: HealthReason[], paused: JobOverview["paused"] = null) =>
  ({ name: "trip-reminders", schedule: "0 2 * * *", timeZone: "UTC", health: { reasons }, paused }) as JobOverview;
const error = (message: string): HealthReason => ({ kind: "error", message, runId: "r", since });
const paused = (until: Date | null) => ({ since, until, by: "budi", reason: "sementara" });

it.each<[string, JobOverview, string | undefined]>([
  ["well", job([]), undefined],
  [
    "refused",
    job([
      { kind: "rejected", count: 4, since },
      { kind: "missed", count: 4, since },
    ]),
    "akan ditolak (401), selama secret pemicunya salah",
  ],
  ["missed", job([{ kind: "missed", count: 4, since }]), "belum tentu datang: jadwal sebelumnya terlewat"],
  ["failing", job([error("boom")]), "bisa gagal lagi: run terakhirnya gagal"],
  [
    "sending mails that nobody takes",
    job([error("the mail provider takes no mail: HTTP 403 validation_error: The domain is not verified")]),
    "tidak akan mengirim apa pun, selama penyedia menolak email",
  ],
  ["paused", job([], paused(null)), "tidak jalan: dijeda"],
  ["paused until before it", job([], paused(new Date("2026-05-10T01:00:00Z"))), undefined],
])("the next slot of a job that is %s says so", (_what, given, doubt) => {
  expect(doubtOf(given, slotAt, "id")).toBe(doubt);
});

it("a slot that a pause takes away stands in its place, where it is within a day", () => {
  expect(pausedSlots([job([], paused(null))], at)).toEqual([{ jobName: "trip-reminders", slotAt, more: 0 }]);
  expect(pausedSlots([job([], paused(new Date("2026-05-10T01:00:00Z")))], at)).toEqual([]);
  expect(pausedSlots([{ ...job([], paused(null)), schedule: "0 2 12 * *" }], at)).toEqual([]);
  expect(pausedSlots([job([])], at)).toEqual([]);
});
