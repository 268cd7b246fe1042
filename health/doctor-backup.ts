import { statSync } from "node:fs";
import type { DoctorCheck } from "ronda/types";
import { ageOfBackup, type Backup, backupsIn, isOfFuture, newestOf } from "#domain/backups/layout.ts";
import { backupPlace } from "#domain/backups/settings.ts";
import { env } from "#env.ts";
import { limits } from "#limits.ts";

const name = "backup";
const mend = "npm run backup";
const hourMs = 3_600_000;

/** How old the newest backup is, whether others can read it, and whether it would outlive the disk of the data. */
export function backupChecks(
  nowMs: number,
  { folder, isDefault } = backupPlace(),
  dataDir = env().SETRIP_DATA_DIR,
): DoctorCheck[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found && !isDefault) {
    const why = `SETRIP_BACKUP_DIR names ${folder}, which does not exist. Is its disk mounted?`;
    return [{ name, state: "error", why, mend: `sudo install -d -m 700 -o $(whoami) ${folder}` }];
  }
  const newest = newestOf(backupsIn(folder), new Date(nowMs));
  if (!found || !newest) return [{ name, state: "warning", why: `there is none in ${folder}`, mend }];
  return [ofAge(newest, nowMs), ...ofOthers(newest), ...onOtherDisk(folder, found.dev, dataDir)];
}

function ofAge(newest: Backup, nowMs: number): DoctorCheck {
  const now = new Date(nowMs);
  if (isOfFuture(newest, now)) {
    const why = `the newest (${newest.name}) was named by a clock that was ahead: nobody knows how old it is`;
    return { name, state: "error", why, mend };
  }
  const ageMs = ageOfBackup(new Date(newest.takenAt), now);
  const encrypted = newest.recipients.length > 0 ? "encrypted" : "not encrypted";
  const missing = newest.missing > 0 ? `, ${newest.missing} files that rows name were missing` : "";
  const why = `the newest is ${ageInWords(ageMs)} old (${newest.name}, ${newest.uploads} uploads, ${encrypted}${missing})`;
  if (ageMs <= limits.backup.lateMs) {
    const mend = "npx ronda run check-stored-files";
    return newest.missing > 0 ? { name, state: "warning", why, mend } : { name, state: "ok", why };
  }
  return { name, state: ageMs > limits.backup.missingMs ? "error" : "warning", why, mend };
}

function ageInWords(ageMs: number): string {
  const hours = Math.floor(ageMs / hourMs);
  if (hours < 1) return "less than an hour";
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

function ofOthers({ folder }: Backup): DoctorCheck[] {
  if ((statSync(folder).mode & 0o077) === 0) return [];
  const why = `others than its owner may read ${folder}, which holds people's papers`;
  return [{ name, state: "error", why, mend: `chmod -R go= ${folder}` }];
}

function onOtherDisk(folder: string, device: number, dataDir: string): DoctorCheck[] {
  if (statSync(dataDir, { throwIfNoEntry: false })?.dev !== device) return [];
  const why = `${folder} is on the disk of SETRIP_DATA_DIR: when that ends, both are gone`;
  return [
    {
      name,
      state: "warning",
      why,
      mend: `set SETRIP_BACKUP_DIR in .env to another disk, or copy it away: rsync -aH ${folder}/ …`,
    },
  ];
}
