import type { Engine } from "../engine.ts";
import { describeFailure, withoutMarks } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";
import type { Queryable, Watch, WatchFinding, WatchOverview } from "../types.ts";
import { sentenceOfWatch } from "./watch-words.ts";

/** How long a watch may look. */
const findMs = 10_000;
/** How many look at once. */
const mostAtOnce = 4;
/** How much of a detail is kept. */
const longestDetail = 300;

/** What became of one look: what was found now, or the last time it could look, and since when. */
export type Look = {
  name: string;
  finding: WatchFinding;
  foundSince: Date | null;
  /** Why it could not look this time. */
  blind: { message: string; since: Date } | null;
};

/** Watches of this process whose `find` has not ended, although nobody waits for it any more: they are not asked again until then. */
export type Overrun = Set<string>;

/** Has every watch look, some at once, and keeps what they found. */
export async function lookAll(
  engine: Pick<Engine, "database" | "clock" | "redact" | "watches">,
  overrun: Overrun,
): Promise<Look[]> {
  const waiting = [...engine.watches.values()];
  const looks: Look[] = [];
  async function work(): Promise<void> {
    for (let watch = waiting.shift(); watch; watch = waiting.shift()) looks.push(await look(engine, watch, overrun));
  }
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return looks;
}

async function look(
  { database, clock, redact }: Pick<Engine, "database" | "clock" | "redact">,
  watch: Watch,
  overrun: Overrun,
): Promise<Look> {
  const now = clock();
  try {
    if (overrun.has(watch.name)) throw new Error("It has been looking since an earlier patrol");
    const finding = checked(await findInTime(watch, now, overrun), redact);
    return await keepFinding(database, { name: watch.name, finding, now });
  } catch (error) {
    return await keepBlind(database, { name: watch.name, message: describeFailure(error, redact).message, now });
  }
}

async function findInTime(watch: Watch, now: Date, overrun: Overrun): Promise<unknown> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`It did not answer within ${findMs / 1000} s`)), findMs);
  overrun.add(watch.name);
  const finding = Promise.resolve()
    .then(() => watch.find({ now, signal: late.signal }))
    .finally(() => overrun.delete(watch.name));
  try {
    return await Promise.race([finding, aborted(late.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
}

/** Whatever `find` gave, as it is kept. */
function checked(given: unknown, redact: Redact): WatchFinding {
  const found = (given ?? {}) as Record<string, unknown>;
  const { count, oldestAt = null, amountRupiah = null, href = null, detail = null } = found;
  const isInteger = (value: unknown) => Number.isSafeInteger(value);
  if (!isInteger(count) || (count as number) < 0) throw new TypeError("find() gave no count, a whole number from 0");
  if (oldestAt !== null && !(oldestAt instanceof Date && !Number.isNaN(oldestAt.getTime())))
    throw new TypeError("find() gave an oldestAt that is no Date");
  if (amountRupiah !== null && !isInteger(amountRupiah))
    throw new TypeError("find() gave an amount that is no whole number");
  if (href !== null && typeof href !== "string") throw new TypeError("find() gave an href that is no text");
  if (detail !== null && typeof detail !== "string") throw new TypeError("find() gave a detail that is no text");
  return { count, oldestAt, amountRupiah, href, detail: detail && asLine(detail, redact) } as WatchFinding;
}

/** It may repeat a stranger's words. */
function asLine(detail: string, redact: Redact): string {
  const line = withoutMarks(detail.slice(0, 10 * longestDetail))
    .replaceAll(/\s+/g, " ")
    .trim();
  return redact(line, longestDetail).slice(0, longestDetail);
}

async function keepFinding(
  database: Queryable,
  { name, finding, now }: { name: string; finding: WatchFinding; now: Date },
): Promise<Look> {
  const { rows } = await database.query(
    `insert into "RondaWatch" as watch ("name", "count", "amountRupiah", "oldestAt", "href", "detail", "foundSince",
       "checkedAt")
     values ($1, $2::bigint, $3, $4, $5, $7, case when $2::bigint > 0 then $6::timestamptz end, $6)
     on conflict ("name") do update set "count" = excluded."count", "amountRupiah" = excluded."amountRupiah",
       "oldestAt" = excluded."oldestAt", "href" = excluded."href", "detail" = excluded."detail",
       "checkedAt" = excluded."checkedAt",
       "foundSince" = case when excluded."count" > 0 then coalesce(watch."foundSince", excluded."foundSince") end,
       "error" = null, "blindSince" = null
     returning "foundSince"`,
    [name, finding.count, finding.amountRupiah, finding.oldestAt, finding.href, now, finding.detail],
  );
  return { name, finding, foundSince: rows[0]?.foundSince as Date | null, blind: null };
}

async function keepBlind(
  database: Queryable,
  { name, message, now }: { name: string; message: string; now: Date },
): Promise<Look> {
  const { rows } = await database.query(
    `insert into "RondaWatch" as watch ("name", "error", "blindSince") values ($1, $2, $3)
     on conflict ("name") do update set "error" = excluded."error",
       "blindSince" = coalesce(watch."blindSince", excluded."blindSince")
     returning "count", "amountRupiah", "oldestAt", "href", "detail", "foundSince", "blindSince"`,
    [name, message, now],
  );
  const { foundSince, blindSince, ...finding } = rows[0] as WatchFinding & {
    foundSince: Date | null;
    blindSince: Date;
  };
  return { name, finding, foundSince, blind: { message, since: blindSince } };
}

/** What each watch found when it looked last, in the order in which they are given. */
export async function readWatches(database: Queryable, watches: readonly Watch[], now: Date): Promise<WatchOverview[]> {
  if (watches.length === 0) return [];
  const { rows } = await database.query(
    `select "name", "count", "amountRupiah", "oldestAt", "href", "detail", "checkedAt", "error"
     from "RondaWatch"
     where "name" = any($1::text[])`,
    [watches.map(({ name }) => name)],
  );
  const found = new Map((rows as WatchRow[]).map((row) => [row.name, row]));
  return watches.map((watch) => {
    const { name, description, jobs = [] } = watch;
    const row = found.get(name) ?? { ...nothing, name };
    return { ...row, description, jobs, sentence: sentenceOfWatch(watch, row, now) };
  });
}

type WatchRow = Omit<WatchOverview, "description" | "sentence" | "jobs">;

/** What is known of a watch that has not looked yet. */
const nothing = {
  count: 0,
  amountRupiah: null,
  oldestAt: null,
  href: null,
  detail: null,
  checkedAt: null,
  error: null,
};
