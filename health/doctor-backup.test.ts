import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { backupChecks } from "./doctor-backup.ts";

const takenAt = Date.parse("2026-06-07T19:00:00.000Z");
const hourMs = 3_600_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "setrip-backups-"));
});

/** What the doctor says so many hours after the backup; `/proc` is another disk. */
const saysAfter = (hours: number, dataDir = "/proc", place = { folder, isDefault: false }) =>
  backupChecks(takenAt + hours * hourMs, place, dataDir).map(({ state, why, mend }) => [state, why, mend]);

function givenBackup(missing = 0): string {
  const path = join(folder, "20260607-190000");
  mkdirSync(path, { mode: 0o700 });
  const summary = {
    layout: 1,
    takenAt: new Date(takenAt).toISOString(),
    uploads: 31,
    missing,
    recipients: ["age1x"],
  };
  writeFileSync(join(path, "backup.json"), JSON.stringify(summary));
  return path;
}

it.each([
  [1, "ok", "the newest is 1 h old (20260607-190000, 31 uploads, encrypted)", undefined],
  [27, "warning", "the newest is 27 h old (20260607-190000, 31 uploads, encrypted)", "npm run backup"],
  [80, "error", "the newest is 3 days old (20260607-190000, 31 uploads, encrypted)", "npm run backup"],
])("after %d hours: %s", (hours, state, why, mend) => {
  givenBackup();
  expect(saysAfter(hours)).toEqual([[state, why, mend]]);
});

it("one that lacks uploads is no good one, however young", () => {
  givenBackup(3);
  const why = "the newest is 1 h old (20260607-190000, 31 uploads, encrypted, 3 files that rows name were missing)";
  expect(saysAfter(1)).toEqual([["warning", why, "npx ronda run check-stored-files"]]);
});

it("none, and a folder that is gone, are said with the command that mends it", () => {
  expect(saysAfter(1)).toEqual([["warning", `there is none in ${folder}`, "npm run backup"]]);
  const gone = { folder: join(folder, "gone"), isDefault: false };
  expect(saysAfter(1, "/proc", gone)).toEqual([
    [
      "error",
      `SETRIP_BACKUP_DIR names ${gone.folder}, which does not exist. Is its disk mounted?`,
      `sudo install -d -m 700 -o $(whoami) ${gone.folder}`,
    ],
  ]);
  expect(saysAfter(1, "/proc", { ...gone, isDefault: true })[0]![0]).toBe("warning");
});

it("one that others can read, or on the disk of the data, is told of", () => {
  const path = givenBackup();
  chmodSync(path, 0o755);
  expect(saysAfter(1, folder).map(([state, , mend]) => [state, mend])).toEqual([
    ["ok", undefined],
    ["error", `chmod -R go= ${path}`],
    ["warning", expect.stringContaining("set SETRIP_BACKUP_DIR")],
  ]);
});
