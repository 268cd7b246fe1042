import { statfsSync } from "node:fs";
import type { DoctorCheck } from "ronda/types";
import { waitingAtMost } from "#db/bounds.ts";
import { pool } from "#db/connection.ts";
import { env } from "#env.ts";
import { environmentWarnings } from "#env-warnings.ts";
import { limits } from "#limits.ts";
import { backupChecks } from "./doctor-backup.ts";
import { privateEnvFile, storedFiles } from "./doctor-files.ts";
import { mailChecks } from "./doctor-mail.ts";
import { nginxChecks } from "./doctor-nginx.ts";
import { processChecks } from "./doctor-processes.ts";
import { isReady, isWell, type Need, type Readiness, readiness } from "./readiness.ts";

/**
 * What `ronda doctor` asks of this app besides its own questions: whether this environment has all that the app needs,
 * whether the running app says the same of itself, and whether mails can be sent.
 */

const name = {
  running: "running app",
  clock: "database's clock",
  environment: "environment",
  room: "room for uploads",
};

/** Looks at everything at once. What is missing, or cannot be looked at, is said; nothing is thrown. */
export async function doctorChecks(): Promise<DoctorCheck[]> {
  const found = await readiness();
  const ofDatabase = isWell(found.database) ? [look(name.clock, databaseClock), look("stored files", storedFiles)] : [];
  const checks = await Promise.all([
    look(name.running, runningApp),
    ...ofDatabase,
    look("PM2", processChecks),
    look("nginx", () => nginxChecks()),
    look("mail", mailChecks),
    look(name.environment, () => [...privateEnvFile(), ...environment()]),
    look(name.room, () => [roomForUploads()]),
    look("backup", () => backupChecks(Date.now())),
  ]);
  return [...needs(found), ...checks.flat()];
}

/** One that fails says so, and takes none of the others with it. */
async function look(what: string, ask: () => Promise<DoctorCheck[]> | DoctorCheck[]): Promise<DoctorCheck[]> {
  try {
    return await ask();
  } catch (error) {
    return [{ name: what, state: "error", why: `could not be looked at: ${(error as Error).message}` }];
  }
}

const mends: Record<Need, string> = {
  database: 'pg_isready -d "$DATABASE_URL"; sudo systemctl status postgresql',
  migrations: "npm run deploy",
  dataFolder: 'ls -ld "$SETRIP_DATA_DIR"',
  cronSecret: "openssl rand -hex 32",
};

function needs(found: Readiness): DoctorCheck[] {
  return (Object.entries(found) as [Need, string][]).map(([need, state]) =>
    isWell(state)
      ? { name: need, state: "ok", why: "as it should be" }
      : { name: need, state: "error", why: state, mend: mends[need] },
  );
}

/** Asked by its own address; where that does not answer, which is another finding, without what stands in front of it. */
async function runningApp(): Promise<DoctorCheck[]> {
  const { APP_URL, PORT } = env();
  const mend = "pm2 logs setrip --lines 100";
  const state = (await readinessAt(APP_URL)) ?? (await readinessAt(`http://127.0.0.1:${PORT}`));
  if (!state) {
    const why = `no answer from ${APP_URL}, nor on port ${PORT} of this machine`;
    return [{ name: name.running, state: "error", why, mend }];
  }
  // Which release it is, is no need of the app's.
  const { ok, release, ...found } = state;
  if (ok && isReady(found))
    return [
      { name: name.running, state: "ok", why: `it says that it is ready${release ? `, release ${release}` : ""}` },
    ];
  const wrong = Object.entries(found).filter(([, need]) => !isWell(need));
  return [{ name: name.running, state: "error", why: wrong.map(([need, how]) => `${need}: ${how}`).join("; "), mend }];
}

/** What the running app says of itself; null where nothing there says it. */
async function readinessAt(address: string): Promise<(Readiness & { ok: boolean; release?: string }) | null> {
  try {
    const signal = AbortSignal.timeout(limits.doctor.waitMs);
    const response = await fetch(`${address}/api/health/ready`, { redirect: "manual", signal });
    return (await response.json()) as Readiness & { ok: boolean; release?: string };
  } catch {
    return null;
  }
}

/** Leases go by the database's clock, slots by this one. */
async function databaseClock(): Promise<DoctorCheck[]> {
  const before = Date.now();
  const { rows } = await waitingAtMost(limits.ready.databaseMs, () =>
    pool().query("select extract(epoch from clock_timestamp()) * 1000 as at"),
  );
  const apartMs = Math.abs(Number(rows[0]?.at) - (before + Date.now()) / 2);
  const why = `${Math.round(apartMs / 1000)} s apart from this machine's`;
  if (apartMs < limits.doctor.clockWarningMs) return [{ name: name.clock, state: "ok", why }];
  const state = apartMs < limits.doctor.clockErrorMs ? "warning" : "error";
  return [{ name: name.clock, state, why, mend: "sudo timedatectl set-ntp true   (on both machines)" }];
}

function environment(): DoctorCheck[] {
  const found = environmentWarnings();
  if (found.length === 0) return [{ name: name.environment, state: "ok", why: "every variable is known" }];
  return found.map(({ variable, message }) => ({
    name: name.environment,
    state: "warning",
    why: message.includes(variable) ? message : `${variable} ${message}`,
  }));
}

function roomForUploads(): DoctorCheck {
  const { SETRIP_DATA_DIR, S3_BUCKET } = env();
  if (S3_BUCKET) return { name: name.room, state: "ok", why: "uploads go to a bucket" };
  try {
    const { bavail, bsize } = statfsSync(SETRIP_DATA_DIR);
    const freeBytes = bavail * bsize;
    const why = `${(freeBytes / 1024 ** 3).toFixed(1)} GB free in SETRIP_DATA_DIR`;
    const mend = 'du -sh "$SETRIP_DATA_DIR"/*';
    if (freeBytes >= limits.doctor.littleRoomBytes) return { name: name.room, state: "ok", why };
    return { name: name.room, state: freeBytes < limits.doctor.noRoomBytes ? "error" : "warning", why, mend };
  } catch (error) {
    return {
      name: name.room,
      state: "error",
      why: `cannot be asked: ${(error as Error).message}`,
      mend: mends.dataFolder,
    };
  }
}
