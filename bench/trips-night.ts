import pg from "pg";
import { disconnect, pool } from "#db/connection.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { night } from "#tests/marketplace.ts";
import { sweepAt } from "#tests/sweep.ts";
import { median } from "./bench.ts";

/**
 * One night in a process of its own, with nothing else in its memory: sends what it did and where its time went.
 * Each moment counts towards the statement that it leads up to, so rendering counts as mail.
 */

export type Measured = {
  completed: number;
  released: number;
  /** Everything but audit rows and mails. */
  stateMs: number;
  auditMs: number;
  mailMs: number;
  auditRows: number;
  mails: number;
  /** The same rows written again by one bare statement. */
  bareAuditMs: number;
  bareMailMs: number;
  /** A run that finds nothing: right after the night, and once the night's dead rows are vacuumed. */
  idleAtOnceMs: number;
  idleMs: number;
  /** Looking for due trips by reading all of them. */
  scanMs: number;
  peakMb: number;
};

const spentMs = { state: 0, audit: 0, mail: 0 };
let lastEnd = 0;

function watchStatements(): void {
  const query = pg.Client.prototype.query as (...values: unknown[]) => unknown;
  const watched = function (this: pg.Client, ...values: unknown[]) {
    const [statement] = values as [{ text?: string } | string];
    const text = typeof statement === "string" ? statement : (statement.text ?? "");
    const count = () => {
      const end = performance.now();
      spentMs[kindOf(text)] += end - lastEnd;
      lastEnd = end;
    };
    const callback = values.at(-1);
    if (typeof callback === "function") {
      values[values.length - 1] = (...answer: unknown[]) => {
        count();
        callback(...answer);
      };
    }
    const result = query.apply(this, values) as Promise<unknown> | undefined;
    void result?.then?.(count);
    return result;
  };
  pg.Client.prototype.query = watched as typeof pg.Client.prototype.query;
}

function kindOf(text: string): keyof typeof spentMs {
  if (text.includes(`insert into "AuditLog"`)) return "audit";
  return text.includes(`insert into "EmailJob"`) ? "mail" : "state";
}

async function idleRun(): Promise<number> {
  const start = performance.now();
  await autoComplete(sweepAt(night));
  return performance.now() - start;
}

async function scan(): Promise<number> {
  const client = await pool().connect();
  await client.query("set enable_indexscan = off");
  await client.query("set enable_bitmapscan = off");
  const start = performance.now();
  await client.query(
    `select "id" from "Trip" where "status" in ('OPEN', 'FULL') and coalesce("endDate", "date") < $1`,
    [night.toISOString().slice(0, 10)],
  );
  const ms = performance.now() - start;
  client.release(true);
  return ms;
}

/** Moves a table's rows away and measures how long one statement takes to bring them back. */
async function rewrite(table: string): Promise<{ rows: number; ms: number }> {
  await pool().query(`create table copy as table "${table}"`);
  await pool().query(`truncate "${table}"`);
  const start = performance.now();
  const { rowCount } = await pool().query(`insert into "${table}" select * from copy`);
  const ms = performance.now() - start;
  await pool().query("drop table copy");
  return { rows: rowCount ?? 0, ms };
}

await pool().query("select 1");
watchStatements();
lastEnd = performance.now();
const { completed, payoutsReleased } = await autoComplete(sweepAt(night));
const [stateMs, auditMs, mailMs] = [spentMs.state, spentMs.audit, spentMs.mail];
const peakMb = process.resourceUsage().maxRSS / 1024;

const idleAtOnceMs = await idleRun();
for (const table of ["Trip", "Payout"]) await pool().query(`vacuum analyze "${table}"`);
const idleMs = median([await idleRun(), await idleRun(), await idleRun(), await idleRun(), await idleRun()]);
const scanMs = await scan();
const audits = await rewrite("AuditLog");
const mails = await rewrite("EmailJob");
await disconnect();

const measured: Measured = {
  completed,
  released: payoutsReleased.length,
  stateMs,
  auditMs,
  mailMs,
  auditRows: audits.rows,
  mails: mails.rows,
  bareAuditMs: audits.ms,
  bareMailMs: mails.ms,
  idleAtOnceMs,
  idleMs,
  scanMs,
  peakMb,
};
process.send?.(measured, () => process.exit(0));
