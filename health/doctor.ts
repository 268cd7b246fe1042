import { statfsSync } from "node:fs";
import type { DoctorCheck } from "ronda/types";
import { clock } from "#clock.ts";
import { waitingAtMost } from "#db/bounds.ts";
import { pool } from "#db/connection.ts";
import { missingContactWarning } from "#domain/installation/contact.ts";
import { recentlyFailedPages } from "#domain/installation/failed-pages.ts";
import { env, overlookWrongVariables } from "#env.ts";
import { environmentWarnings } from "#env-warnings.ts";
import { limits } from "#limits.ts";
import { backupChecks } from "./doctor-backup.ts";
import { privateEnvFile, storedFiles } from "./doctor-files.ts";
import { mailChecks } from "./doctor-mail.ts";
import { nginxChecks } from "./doctor-nginx.ts";
import { processChecks } from "./doctor-processes.ts";
import { hasLostTables, isReady, isWell, type Need, type Readiness, readiness } from "./readiness.ts";

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
  const [own, running] = await Promise.all([readiness(), whatItSays()]);
  // What counts is what the app has counted; this command has only just begun to.
  const found = { ...own, clock: running?.clock ?? own.clock };
  const ofDatabase = isWell(found.database) ? [look(name.clock, databaseClock), look("stored files", storedFiles)] : [];
  const checks = await Promise.all([
    [runningApp(running, found)],
    ...ofDatabase,
    look("PM2", processChecks),
    look("nginx", () => nginxChecks()),
    look("mail", mailChecks),
    look(name.environment, () => [...privateEnvFile(), ...environment()]),
    look("contact", () => [whoRunsIt()]),
    look(name.room, () => [roomForUploads()]),
    look("backup", () => backupChecks(Date.now())),
    ...(isWell(found.database) ? [look("pages", failedPages)] : []),
  ]);
  return [...needs(found, running), ...checks.flat()];
}

/** One that fails says so, and takes none of the others with it. */
async function look(what: string, ask: () => Promise<DoctorCheck[]> | DoctorCheck[]): Promise<DoctorCheck[]> {
  try {
    return await ask();
  } catch (error) {
    return [{ name: what, state: "error", why: `could not be looked at: ${(error as Error).message}` }];
  }
}

/** A variable of `.env`, which the shell of whoever copies the command does not have. */
function ofEnvFile(variable: string): string {
  return `"$(grep '^${variable}=' .env | cut -d= -f2-)"`;
}

const mends: Record<Need, string> = {
  database: `pg_isready -d ${ofEnvFile("DATABASE_URL")}; sudo systemctl status postgresql`,
  migrations: "npm run deploy",
  dataFolder: `ls -ld ${ofEnvFile("SETRIP_DATA_DIR")}`,
  cronSecret: "openssl rand -hex 32",
  clock: "sudo timedatectl set-ntp true   (or, where the clock is right: npx ronda trust-clock)",
};

function needs(found: Readiness, running: Running | undefined): DoctorCheck[] {
  const entries = Object.entries(found) as [Need, string][];
  // Nobody knows of migrations while the database is away, which is said already.
  const asked = entries.filter(([need]) => need !== "migrations" || isWell(found.database));
  return asked.map(([need, state]) => {
    if (isWell(state)) return { name: need, state: "ok", why: "as it should be" };
    if (need === "migrations" && running && isWell(running.migrations))
      return {
        name: need,
        state: "ok",
        why: `the release that serves has its own; of the commit that is checked out, ${state}`,
      };
    const mend = hasLostTables(state) ? "npm run backup -- --list   (then npm run restore of one)" : mends[need];
    return { name: need, state: "error", why: state, mend };
  });
}

/** What the running app says of itself; which release it is, is no need of the app's. */
type Running = Readiness & { ok: boolean; release?: string };

/** Asked by its own address; where that does not answer, which is another finding, without what stands in front of it. */
async function whatItSays(): Promise<Running | undefined> {
  const { APP_URL, PORT } = env();
  return (await readinessAt(APP_URL)) ?? (await readinessAt(`http://127.0.0.1:${PORT}`));
}

function runningApp(running: Running | undefined, found: Readiness): DoctorCheck {
  const mend = "pm2 logs setrip --lines 100";
  if (!running) {
    const why = `no answer from ${env().APP_URL}, nor on port ${env().PORT} of this machine`;
    return { name: name.running, state: "error", why, mend };
  }
  const { ok, release, ...says } = running;
  if (ok && isReady(says)) {
    const why = `it says that it is ready${release ? `, release ${release}` : ""}`;
    return { name: name.running, state: "ok", why };
  }
  const wrong = (Object.entries(says) as [Need, string][]).filter(([, state]) => !isWell(state));
  const why = wrong.map(([need, state]) => `${need}: ${state}`).join("; ");
  // What is wrong here, too, has its own mend above.
  const isKnown = wrong.every(([need]) => !isWell(found[need]));
  return { name: name.running, state: "error", why, mend: isKnown ? undefined : mend };
}

async function readinessAt(address: string): Promise<Running | undefined> {
  try {
    const signal = AbortSignal.timeout(limits.doctor.waitMs);
    const response = await fetch(`${address}/api/health/ready`, { redirect: "manual", signal });
    return (await response.json()) as Running;
  } catch {
    return undefined;
  }
}

/** What the morning page tells of pages that failed, for whoever looks here. */
async function failedPages(): Promise<DoctorCheck[]> {
  const { count, cause } = await waitingAtMost(limits.ready.databaseMs, () => recentlyFailedPages(clock()));
  const within = `within the last ${limits.failedPages.windowMs / 60_000} minutes`;
  if (count === 0) return [{ name: "pages", state: "ok", why: `none failed ${within}` }];
  const mend = `pm2 logs setrip --nostream --lines 2000 | grep "page failed"`;
  return [{ name: "pages", state: "error", why: `${count} failed ${within}: ${cause}`, mend }];
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
  // Of what would stop the start it is said so already.
  const wrong = new Set(overlookWrongVariables().map((problem) => problem.split(" ", 1)[0]));
  const found = environmentWarnings().filter(({ variable }) => !wrong.has(variable));
  if (found.length === 0) return [{ name: name.environment, state: "ok", why: "every variable is known" }];
  return found.map(({ variable, message }) => ({
    name: name.environment,
    state: "warning",
    why: message.includes(variable) ? message : `${variable} ${message}`,
  }));
}

function whoRunsIt(): DoctorCheck {
  const why = missingContactWarning();
  if (!why) return { name: "contact", state: "ok", why: "people see who runs this and where to write to" };
  return {
    name: "contact",
    state: "warning",
    why,
    mend: "set them in .env as .env.example shows, then reload the app",
  };
}

function roomForUploads(): DoctorCheck {
  const { SETRIP_DATA_DIR, S3_BUCKET } = env();
  if (S3_BUCKET) return { name: name.room, state: "ok", why: "uploads go to a bucket" };
  try {
    const { bavail, bsize } = statfsSync(SETRIP_DATA_DIR);
    const freeBytes = bavail * bsize;
    const why = `${(freeBytes / 1024 ** 3).toFixed(1)} GB free in SETRIP_DATA_DIR`;
    const mend = `du -sh ${ofEnvFile("SETRIP_DATA_DIR")}/*`;
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
