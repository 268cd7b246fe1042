import type { IncidentReason } from "ronda/types";
import { expect, it } from "vitest";
import { isOtherCaller } from "./note-box.tsx";
import { commandOf, mendedAlike, titleOf } from "./problem-words.ts";
import type { Problem } from "./problems.ts";

const since = new Date("2026-05-10T00:00:00Z");
const rejected = { kind: "rejected", count: 41, lastAt: since, userAgent: "curl/7.88.1", since } as const;
const titled = (reason: IncidentReason, name = "money-reconcile") =>
  titleOf({ subject: { kind: "job", name }, reasons: [reason], sentence: null }, "id");

it.each<[string, IncidentReason, string | undefined]>([
  [
    "a line of its own, where others are accepted",
    { ...rejected, acceptedJob: "prune", acceptedAt: since },
    "npx ronda install crontab",
  ],
  ["the file of the secret, where nobody is accepted", rejected, "npx ronda export curl-config"],
  ["nothing here, where it is not our crontab that calls", { ...rejected, userAgent: "UptimeRobot/2.0" }, undefined],
  ["the line that is missing", { kind: "never-ran", since }, "npx ronda install crontab"],
  ["nothing, where it failed", { kind: "error", message: "x", runId: "r", since }, undefined],
])("what is typed at the server is %s", (_what, reason, command) => {
  expect(commandOf(reason)).toBe(command);
});

it("a title says whose books are wrong; the figures stand below it once", () => {
  const books = (message: string) =>
    titled({ kind: "error", message: `the books do not add up: ${message}`, runId: "r", since });
  expect(books("money-in: ST-1 540531 <> 490531; balance: 2 <> 1")).toBe(
    "money-reconcile: pembukuan tidak cocok di pesanan ST-1",
  );
  expect(books("money-in: ST-1 2 <> 1, ST-2 2 <> 1")).toBe(
    "money-reconcile: pembukuan tidak cocok di 2 pesanan: ST-1, ST-2",
  );
  expect(books("balance: 2 <> 1")).toBe("money-reconcile: pembukuan tidak cocok");
});

it("a refused trigger says whether the others are accepted", () => {
  expect(titled({ ...rejected, acceptedJob: "process-email-jobs", acceptedAt: since }, "expire-payments")).toBe(
    "expire-payments: pemicunya ditolak 41 kali (401). Pemicu process-email-jobs diterima, jadi hanya pemicu job ini yang memakai secret salah",
  );
});

it("what one line at the server mends together says so of each", () => {
  const problem = (name: string, reason: IncidentReason) =>
    ({ key: name, subject: { kind: "job", name }, reasons: [reason] }) as unknown as Problem;
  const alone = { ...rejected, acceptedJob: "backup", acceptedAt: since };
  const all = [
    problem("expire-payments", alone),
    problem("prune", { kind: "never-ran", since }),
    problem("backup", { kind: "error", message: "x", runId: "r", since }),
  ];
  expect(all.map((each) => mendedAlike(each, all))).toEqual([["prune"], ["expire-payments"], []]);
});

it("who is refused is another than what triggers the job only where both are known and differ", () => {
  expect(isOtherCaller("curl/7.68.0", { userAgent: "curl/7.88.1" })).toBe(true);
  for (const own of [null, { userAgent: null }, { userAgent: "curl/7.68.0" }])
    expect(isOtherCaller("curl/7.68.0", own)).toBe(false);
  expect(isOtherCaller(null, { userAgent: "curl/7.88.1" })).toBe(false);
});
