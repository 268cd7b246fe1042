import { type FileKind, sendTable } from "#app/_downloads/download.ts";
import { columnsOf } from "#app/_downloads/table.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { journalOf, type Posting } from "#domain/ledger/journal/journal.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { accountInWords, kindInWords } from "./words.ts";

/** The journal of the month that `?month=2026-05` names, of this one without it: a row a posting, debits and credits apart. */
export async function sendJournal(request: Request, kind: FileKind): Promise<Response> {
  const { id: userId } = await requireAdmin("/admin/bank/months");
  const { locale } = await preferences();
  const now = clock();
  const asked = new URL(request.url).searchParams.get("month") ?? "";
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : wibDay(now).slice(0, 7);
  const found = await journalOf({ from: `${month}-01`, to: lastDayOf(month) });
  const texts = textsFor(locale).admin.months;
  const columns = columnsOf(texts.columns, { 4: "rupiah", 5: "rupiah" });
  const table = { sheet: `${texts.journal} ${month}`, columns, rows: found.map((posting) => rowOf(posting, locale)) };
  const name = `setrip-${texts.file}-${month}`;
  return sendTable(table, { kind, name, locale, userId, signal: request.signal, now });
}

/** In the order of `texts.columns`. */
function rowOf(posting: Posting, locale: Locale) {
  const { day, of, account, amountRupiah } = posting;
  const sides = amountRupiah > 0 ? [amountRupiah, null] : [null, -amountRupiah];
  return [day, kindInWords(posting, locale), of, accountInWords(account, locale), ...sides];
}

function lastDayOf(month: string): string {
  return addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1);
}
