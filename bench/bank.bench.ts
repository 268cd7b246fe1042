import { sql } from "drizzle-orm";
import { db, disconnect } from "#db/connection.ts";
import { accountBalance } from "#domain/bank-book/balance.ts";
import { exactProposals } from "#domain/bank-book/exact.ts";
import { openLines } from "#domain/bank-book/lines.ts";
import { readFile } from "#domain/statements/files/read.ts";
import { findLayout } from "#domain/statements/formats.ts";
import { importStatement, previewImport } from "#domain/statements/import.ts";
import { findUpload, keepUpload } from "#domain/statements/uploads.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { type BenchContext, median, type Row } from "./bench.ts";

const waiting = 100_000;
const lines = 10_000;
const reads = 5;
const now = new Date("2026-05-02T03:00:00Z");

/** A statement of 10,000 lines beside 100,000 payments that wait: read, saved, and what it may be of shown. */
export async function bench({ say }: BenchContext): Promise<Row[]> {
  say("loading 100,000 payments that wait");
  await loadPayments();
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const file = new TextEncoder().encode(await statementText());
  say("importing");
  const importMs = await msOf(async () => {
    const read = await readFile(file);
    if (!read.ok) throw new Error(read.reason);
    const upload = { accountKey: "bca", fileName: "mutasi.csv", sheet: read.sheet, userId: sari.id, now };
    const { id } = await keepUpload(upload);
    const { layout } = (await findLayout("bca", read.sheet))!;
    await previewImport((await findUpload(id, now))!, { layout }, now);
    const chosen = { layout };
    const saved = await importStatement({ uploadId: id, chosen, answers: new Map(), adminId: sari.id, now });
    if (!saved.ok || saved.added !== lines) throw new Error(`imported ${JSON.stringify(saved)}`);
  });
  say(`imported in ${importMs.toFixed(0)} ms`);
  await db().execute(sql`analyze`);
  const shown: number[] = [];
  for (let time = 0; time < reads; time++) shown.push(await msOf(show));
  await disconnect();
  return [
    row(`read, show and save ${lines.toLocaleString("en-US")} lines`, importMs, 10_000),
    row("balance, exact lines and a page of near ones", median(shown), 1_000),
  ];
}

async function show(): Promise<void> {
  const [exact, open] = await Promise.all([
    exactProposals({ accountKey: "bca", now, limit: 15 }),
    openLines("bca", undefined, now),
    accountBalance("bca"),
  ]);
  if (exact.count < lines / 4 || open.rows.length === 0) throw new Error(`shown ${exact.count}, ${open.rows.length}`);
}

function row(work: string, ms: number, mostMs: number): Row {
  return {
    work: `${work} beside ${waiting.toLocaleString("en-US")} waiting payments`,
    reference: "what was asked for",
    referenceFigure: `${mostMs.toLocaleString("en-US")} ms`,
    ours: `${ms.toFixed(0)} ms`,
    ratio: mostMs / ms,
    target: "within it",
    met: ms <= mostMs,
  };
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** A hundred prices on one account, a thousand people to each, so that a price has all of its codes in use. */
async function loadPayments(): Promise<void> {
  const trip = await givenTrip({ quota: 100 });
  const at = sql`'2026-05-01T03:00:00Z'::timestamptz`;
  const every = sql`generate_series(0, ${waiting - 1}) n`;
  await db().execute(sql`
    insert into "User" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
    select 'u' || n, 'Orang ' || chr(97 + n % 26) || chr(97 + n / 26 % 26) || chr(97 + n / 676 % 26) || ' Nomor' || n,
      'u' || n || '@example.com', true, ${at}, ${at} from ${every}`);
  await db().execute(sql`
    insert into "Booking" ("id", "code", "tripId", "userId", "pax", "pricePerPax", "totalAmount", "status", "contactPhone", "createdAt", "updatedAt")
    select 'b' || n, 'ST-' || n, ${trip.id}, 'u' || n, 1, 100000 + n / 998 * 1000, 100000 + n / 998 * 1000, 'PENDING_PAYMENT', '+6281234567890', ${at}, ${at}
    from ${every}`);
  await db().execute(sql`
    insert into "Payment" ("id", "bookingId", "method", "status", "bankAccountKey", "uniqueCode", "amount", "expiresAt", "createdAt", "updatedAt")
    select 'p' || n, 'b' || n, 'MANUAL_TRANSFER', 'AWAITING', 'bca', 1 + n % 998, 100000 + n / 998 * 1000 + 1 + n % 998,
      '2026-05-03T03:00:00Z', ${at}, ${at} from ${every}`);
}

/** Half exact, a quarter without the code, a quarter of something else with a name in it, as KlikBCA Bisnis writes them. */
async function statementText(): Promise<string> {
  let balance = 0;
  const figure = (amount: number) => amount.toLocaleString("en-US", { minimumFractionDigits: 2 });
  const rows = Array.from({ length: lines }, (_, at) => {
    const payment = at * 9;
    const price = 100_000 + Math.floor(payment / 998) * 1_000;
    const amount = at % 4 < 2 ? price + 1 + (payment % 998) : at % 4 === 2 ? price : 12_345_000 + at;
    balance += amount;
    const words = `TRSF E-BANKING CR 0205/FTSCY/WS95031 ORANG ${at} NOMOR${payment}`;
    return `"02/05/2026","${words}","0000","${figure(amount)} CR","${figure(balance)}"`;
  });
  const head = ['"Informasi Rekening - Mutasi Rekening"', '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"'];
  return [...head, ...rows].join("\n");
}
