import { execFile } from "node:child_process";
import { closeSync, mkdirSync, openSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { pool } from "#db/connection.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { filesOfPhoto } from "#photo-names.ts";
import { type BenchContext, interleaved, type Row } from "./bench.ts";

const rounds = 3;
/** Rows of `TripImage`, whatever the number of files. */
const references = 1_000_000;
/** Every twentieth photo is an orphan. */
const orphanEvery = 20;
const dayMs = 24 * 3_600_000;

/** The clean-up of a full folder beside `find` over the same tree and one anti-join of the names it found. */
export async function bench(context: BenchContext): Promise<Row[]> {
  const photos = photoNames(references);
  await refer(photos);
  const rows: Row[] = [];
  for (const files of [200_000, 1_000_000]) rows.push(...(await measure(context, photos, files)));
  return rows;
}

async function measure({ folder, say }: BenchContext, photos: string[], files: number): Promise<Row[]> {
  const uploads = join(folder, `trips-${files}`);
  const count = files.toLocaleString("en-US");
  say(`making ${count} files`);
  const stored = photos
    .slice(0, Math.floor(files / 3))
    .map((name, index) => (index % orphanEvery === 0 ? name.replace("owner", "orphan") : name));
  // A round removes them, so each begins by putting them back.
  const gone = stored.filter((name) => name.startsWith("orphan"));
  await makeFiles(uploads, stored);
  const peaks: number[] = [];
  say(`cleaning ${count} files up, and find beside it`);
  const { reference, ours } = await interleaved(rounds, {
    reference: async () => {
      await makeFiles(uploads, gone);
      return timed(() => findAndJoin(uploads));
    },
    ours: async () => {
      await makeFiles(uploads, gone);
      const memory = watchMemory();
      const seconds = await timed(() => cleanUp(uploads, stored.length));
      peaks.push(memory.stop());
      return seconds;
    },
  });
  const work = `find and delete the orphans among ${count} photo files`;
  const ratio = reference / ours;
  const peak = Math.max(...peaks);
  return [
    {
      work,
      reference: "find -type f -mmin +1440, and one anti-join of the names",
      referenceFigure: `${reference.toFixed(2)} s`,
      ours: `${ours.toFixed(2)} s`,
      ratio,
      target: "at most 2 times their sum",
      met: ratio >= 0.5,
    },
    {
      work: `memory while doing so, ${count} files`,
      reference: "the same process, idle",
      referenceFigure: "150 MB more",
      ours: `${peak.toFixed(0)} MB more`,
      ratio: 150 / Math.max(1, peak),
      target: "under 150 MB more",
      met: peak < 150,
    },
  ];
}

function photoNames(count: number): string[] {
  // Spread like random ids over the index, and the same in every run.
  return Array.from({ length: count }, (_, index) => {
    const id = Math.imul(index + 1, 2_654_435_761) >>> 0;
    return `owner-${id.toString(16).padStart(8, "0")}-${index}.webp`;
  });
}

async function refer(photos: string[]): Promise<void> {
  const connection = await pool().connect();
  // Trips are not what is measured: the rows go in without them.
  await connection.query("set session_replication_role = replica");
  await connection.query(
    `insert into "TripImage" ("id", "tripId", "path", "position", "createdAt", "updatedAt")
     select path, path, path, 0, now(), now() from unnest($1::text[]) as path`,
    [photos],
  );
  await connection.query("set session_replication_role = origin");
  await connection.query(`vacuum analyze "TripImage"`);
  connection.release();
}

/** Empty files two days old: a photo and its widths. Existing ones only become old again. */
async function makeFiles(uploads: string, photos: string[]): Promise<void> {
  mkdirSync(uploads, { recursive: true });
  const modified = new Date(Date.now() - 2 * dayMs);
  for (const photo of photos) {
    for (const file of filesOfPhoto(photo)) {
      const path = join(uploads, file);
      closeSync(openSync(path, "w"));
      utimesSync(path, modified, modified);
    }
  }
  await nextTurn();
}

async function findAndJoin(uploads: string): Promise<void> {
  const args = [uploads, "-type", "f", "-mmin", "+1440", "-printf", "%f\\n"];
  const { stdout } = await promisify(execFile)("find", args, { maxBuffer: 2 ** 30 });
  const names = stdout.split("\n").filter((name) => name !== "");
  const { rowCount } = await pool().query(
    `select name from unnest($1::text[]) as name
     where not exists (select from "TripImage" where "path" = regexp_replace(name, '\\.[0-9]+\\.webp$', '.webp'))`,
    [names],
  );
  if (!rowCount) throw new Error("find saw no orphans");
}

async function cleanUp(uploads: string, photos: number): Promise<void> {
  const { signal } = new AbortController();
  const result = await cleanUpTripImages({
    now: new Date(),
    storage: diskPhotos(uploads),
    log: { info: () => {} },
    signal,
    beat: async () => true,
  });
  const orphans = Math.ceil(photos / orphanEvery);
  if (result.deleted !== orphans * 3) throw new Error(`deleted ${result.deleted} files instead of ${orphans * 3}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** The most memory, in MB above what it was, that the process held until `stop`. */
function watchMemory(): { stop: () => number } {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  return {
    stop: () => {
      clearInterval(look);
      return (Math.max(peak, process.memoryUsage.rss()) - before) / 2 ** 20;
    },
  };
}
