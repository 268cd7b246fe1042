import { fork } from "node:child_process";
import { join } from "node:path";
import type pg from "pg";
import { loadMarketplace, night } from "#tests/marketplace.ts";
import { withConnection } from "#tests/with-connection.ts";
import { type BenchContext, interleaved, median, perSecond, type Row } from "./bench.ts";
import type { Measured } from "./trips-night.ts";

/**
 * The night's work on a marketplace of a million trips, beside the fewest statements that could do it: no locks, no
 * audit, no mails, and nobody else in the database. The domain's audit rows and mails are measured apart.
 */

const scale = { trips: 1_000_000, due: 100_000, payouts: 300_000, releasable: 100_000 };
const rounds = 3;

/** A heap that cannot grow shows what the run needs; importing from source alone leaves 200 MB of garbage lying about. */
const heap = ["--max-old-space-size=128", "--max-semi-space-size=8"];

export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  say("loading 1,000,000 trips and 300,000 payouts");
  await withConnection(databaseUrl, (client) => loadMarketplace(client, scale));

  const nights: Measured[] = [];
  const { bare } = await interleaved(rounds, {
    bare: () => onCopy(databaseUrl, (url) => withConnection(url, bareNight)),
    ours: () =>
      onCopy(databaseUrl, async (url) => {
        say("a night of ours");
        const measured = await ourNight(url);
        if (measured.completed !== scale.due || measured.released !== scale.releasable)
          throw new Error(`the night did ${measured.completed} trips and ${measured.released} payouts`);
        nights.push(measured);
        return measured.stateMs;
      }),
  });
  return rowsOf(
    bare,
    Object.fromEntries(keysOf(nights).map((key) => [key, median(nights.map((one) => one[key]))])) as Measured,
  );
}

function keysOf(nights: Measured[]): (keyof Measured)[] {
  return Object.keys(nights[0]!) as (keyof Measured)[];
}

function rowsOf(bareMs: number, ours: Measured): Row[] {
  const apart = `${seconds(ours.auditMs)} for ${ours.auditRows.toLocaleString("en-US")} audit rows`;
  return [
    {
      work: "complete 100,000 of 1,000,000 trips, release 100,000 of 300,000 payouts",
      reference: "bare SQL, batches of 5,000 by ctid",
      referenceFigure: seconds(bareMs),
      ours: seconds(ours.stateMs),
      ratio: bareMs / ours.stateMs,
      target: "≥ 0.67 (at most 1.5 times its time)",
      met: ours.stateMs <= 1.5 * bareMs,
    },
    {
      work: `apart from that, ${apart}`,
      reference: "the same rows by one INSERT … SELECT",
      referenceFigure: perSecond((ours.auditRows / ours.bareAuditMs) * 1_000),
      ours: perSecond((ours.auditRows / ours.auditMs) * 1_000),
      ratio: ours.bareAuditMs / ours.auditMs,
      target: "measured apart",
      met: true,
    },
    {
      work: `and ${seconds(ours.mailMs)} for ${ours.mails.toLocaleString("en-US")} mails, rendered and queued`,
      reference: "the same rows by one INSERT … SELECT",
      referenceFigure: perSecond((ours.mails / ours.bareMailMs) * 1_000),
      ours: perSecond((ours.mails / ours.mailMs) * 1_000),
      ratio: ours.bareMailMs / ours.mailMs,
      target: "measured apart",
      met: true,
    },
    {
      work: `the same with nothing due (${Math.round(ours.idleAtOnceMs)} ms right after the night, before a vacuum)`,
      reference: "one look for due trips without an index",
      referenceFigure: `${Math.round(ours.scanMs)} ms`,
      ours: `${Math.round(ours.idleMs)} ms`,
      ratio: ours.scanMs / ours.idleMs,
      target: "at most 100 ms",
      met: ours.idleMs <= 100,
    },
    {
      work: "peak memory of that process",
      reference: "what it may need",
      referenceFigure: "300 MB",
      ours: `${Math.round(ours.peakMb)} MB`,
      ratio: 300 / ours.peakMb,
      target: "at most 300 MB",
      met: ours.peakMb <= 300,
    },
  ];
}

/** The fewest statements: each takes whatever 5,000 rows it finds until there are none. Returns milliseconds. */
async function bareNight(client: pg.Client): Promise<number> {
  const start = performance.now();
  await untilNothing(() =>
    client.query(
      `update "Trip" set "status" = 'COMPLETED', "completedAt" = $1, "updatedAt" = $1, "version" = "version" + 1
       where ctid = any(array(select ctid from "Trip"
         where "status" in ('OPEN', 'FULL') and coalesce("endDate", "date") < $2 limit 5000))`,
      [night.toISOString(), night.toISOString().slice(0, 10)],
    ),
  );
  await untilNothing(() =>
    client.query(
      `update "Payout" set "status" = 'RELEASED', "releasedAt" = $1, "updatedAt" = $1
       where ctid = any(array(select p.ctid from "Payout" p join "Trip" t on t."id" = p."tripId"
         where p."status" = 'HELD' and p."heldUntil" <= $1 and t."status" = 'COMPLETED' and not exists
           (select from "Refund" r where r."bookingId" = p."bookingId" and r."status" = 'REQUESTED') limit 5000))`,
      [night.toISOString()],
    ),
  );
  return performance.now() - start;
}

async function untilNothing(statement: () => Promise<pg.QueryResult>): Promise<void> {
  while ((await statement()).rowCount);
}

function ourNight(url: string): Promise<Measured> {
  const child = fork(join(import.meta.dirname, "trips-night.ts"), {
    execArgv: heap,
    env: { ...process.env, DATABASE_URL: url } as unknown as NodeJS.ProcessEnv,
  });
  return new Promise((resolve, reject) => {
    child.on("message", (measured) => resolve(measured as Measured));
    child.on("exit", (code) => reject(new Error(`the night's process ended with ${code}`)));
  });
}

/** Gives `work` a fresh copy of the loaded database, with everything written before it on disk. */
async function onCopy<Result>(databaseUrl: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const copy = new URL(databaseUrl);
  const name = copy.pathname.slice(1);
  copy.pathname = `/${name}_copy`;
  const server = new URL(databaseUrl);
  server.pathname = "/postgres";
  return withConnection(server.href, async (admin) => {
    await admin.query(`create database ${name}_copy template ${name} strategy file_copy`);
    await admin.query("checkpoint");
    try {
      return await work(copy.href);
    } finally {
      await admin.query(`drop database ${name}_copy with (force)`);
    }
  });
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
