import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { acceptExact } from "#domain/bank-book/accept.ts";
import { accountBalance, takeOverBalance } from "#domain/bank-book/balance.ts";
import { openLines } from "#domain/bank-book/lines.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { readFile } from "#domain/statements/files/read.ts";
import { findLayout } from "#domain/statements/formats.ts";
import { importStatement } from "#domain/statements/import.ts";
import { decideLine, type OwnKind } from "#domain/statements/lines.ts";
import { findUpload, keepUpload } from "#domain/statements/uploads.ts";
import type { Market } from "./market/market.ts";
import { mustBe } from "./must-be.ts";
import { dayMs, hourMs } from "./nights.ts";

/** A line as the bank has it, in whole rupiah; more than zero came in. */
type Line = { day: string; words: string; amount: number };

/** What Sari says of a line that is neither money of a booking nor a transfer. */
type Own = { daysAgo: number; words: string; amount: number; kind: OwnKind; note: string | null };

const own: Own[] = [
  { daysAgo: 9, words: "BIAYA ADM", amount: -12_500, kind: "FEE", note: null },
  { daysAgo: 9, words: "BUNGA", amount: 8_214, kind: "INTEREST", note: null },
  { daysAgo: 5, words: "TRSF E-BANKING DB SETRIP", amount: -1_250_000, kind: "WITHDRAWAL", note: "Fee bulan lalu." },
];

/** Nobody knows whose it is. */
const homeless = { words: "SETORAN TUNAI KCP DAGO", amount: 275_000 };
const before = { rupiah: 5_000_000, note: "Modal yang sudah ada di rekening." };
const firstDaysAgo = 14;

/**
 * Plans two imports of the bank's statement. Everything of the first has found its home; that of this morning still waits: money
 * for a booking to the rupiah, money without the code, and money of nobody.
 */
export function statements({ timeline, nights: { now }, people: { sari }, bankAccountKey: accountKey }: Market): void {
  let balance = 0;
  async function imports(lines: Line[], fileName: string, when: Date): Promise<void> {
    const { text, closing } = statementText(lines, balance);
    balance = closing;
    const { sheet } = mustBe(await readFile(new TextEncoder().encode(text)));
    const { id: uploadId } = await keepUpload({ accountKey, fileName, sheet, userId: sari.id, now: when });
    const { layout } = (await findLayout(accountKey, (await findUpload(uploadId, when))!.sheet))!;
    const chosen = { layout };
    mustBe(await importStatement({ uploadId, chosen, answers: new Map(), adminId: sari.id, now: when }));
  }

  timeline.at(new Date(now.getTime() - dayMs - 2 * hourMs), "Sari imports the bank's statement", async (when) => {
    const day = (daysAgo: number) => addDays(wibDay(when), -daysAgo);
    const range = { from: day(firstDaysAgo), to: day(1) };
    const recorded = await atTheBank(accountKey, { ...range, to: day(0) });
    const { bookRupiah } = await accountBalance(accountKey);
    balance = before.rupiah + recorded.reduce((earlier, { amount }) => earlier - amount, bookRupiah);
    const known = own.map(({ daysAgo, ...line }) => ({ ...line, day: day(daysAgo) }));
    await imports([...recorded.filter(({ day }) => day <= range.to), ...known], "mutasi-bca.csv", when);
    const by = { accountKey, adminId: sari.id, now: when };
    // A press accepts what it has time for.
    for (let left = 1; left > 0; ) ({ left } = await acceptExact({ ...by, seenAt: when }));
    for (const { line } of (await openLines(accountKey, undefined, when)).rows) {
      const said = own.find(({ words }) => words === line.description);
      if (said) mustBe(await decideLine({ lineId: line.id, kind: said.kind, note: said.note, ...by }));
    }
    const { parts } = await accountBalance(accountKey);
    if (parts?.before.rupiah)
      mustBe(await takeOverBalance({ ...by, amountRupiah: parts.before.rupiah, note: before.note }));
  });

  timeline.at(new Date(now.getTime() - 2 * hourMs), "Sari imports the rest of it", async (when) => {
    const today = wibDay(when);
    const came = await atTheBank(accountKey, { from: today, to: today });
    await imports(
      [...came, ...(await awaited(accountKey, today)), { ...homeless, day: today }],
      "mutasi-bca-2.csv",
      when,
    );
  });
}

/** What the bank has of the receipts and transfers that are recorded already. */
async function atTheBank(accountKey: string, { from, to }: { from: string; to: string }): Promise<Line[]> {
  const { rows } = await db().execute<Line>(sql`
    select * from (
      select r."bookedOn"::text as "day", 'TRSF E-BANKING CR ' || upper(u."name") as "words", r."amount", r."accountKey", r."id"
      from "Receipt" r join "Payment" p on p."id" = r."paymentId" join "Booking" b on b."id" = p."bookingId"
      join "User" u on u."id" = b."userId" where r."voidedAt" is null
      union all
      select f."bookedOn"::text, 'TRSF E-BANKING DB ' || f."transferRef", -sum(i."amount")::int, f."accountKey", f."id"
      from "Transfer" f join "TransferItem" i on i."transferId" = f."id" and i."outcome" in ('PAID', 'BOUNCED') group by f."id") moved
    where "accountKey" = ${accountKey} and "day" between ${from} and ${to} order by "day", "id"`);
  return rows.map(({ day, words, amount }) => ({ day, words, amount }));
}

/** Of two payments that wait, one came to the rupiah and one without its code. */
async function awaited(accountKey: string, day: string): Promise<Line[]> {
  const { rows } = await db().execute<{ amount: number; code: number; name: string }>(sql`
    select p."amount", p."uniqueCode" as "code", u."name" from "Payment" p
    join "Booking" b on b."id" = p."bookingId" join "User" u on u."id" = b."userId"
    where p."status" = 'AWAITING' and p."receivedAmount" is null and p."bankAccountKey" = ${accountKey}
    order by p."createdAt" desc, p."id" limit 2`);
  return rows.map(({ amount, code, name }, place) => ({
    day,
    words: `TRSF E-BANKING CR ${name.toUpperCase()}`,
    amount: place === 0 ? amount : amount - code,
  }));
}

/** As KlikBCA Bisnis writes it, from a balance on; and the balance that it ends with. */
function statementText(lines: Line[], opening: number): { text: string; closing: number } {
  let closing = opening;
  const figure = (amount: number) => Math.abs(amount).toLocaleString("en-US", { minimumFractionDigits: 2 });
  const rows = lines
    .toSorted((one, other) => one.day.localeCompare(other.day))
    .map(({ day, words, amount }) => {
      closing += amount;
      const date = day.split("-").reverse().join("/");
      return `"${date}","${words}","0000","${figure(amount)} ${amount < 0 ? "DB" : "CR"}","${figure(closing)}"`;
    });
  const head = ['"Informasi Rekening - Mutasi Rekening"', '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"'];
  return { text: [...head, ...rows].join("\n"), closing };
}
