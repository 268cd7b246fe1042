import { type FileKind, sendTable } from "#app/_downloads/download.ts";
import { columnsOf } from "#app/_downloads/table.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { ownStatement, type StatementRow, stateOf } from "#domain/bookings/payouts/statement.ts";
import { limits } from "#limits.ts";
import { moment } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** An organizer's statement as a file: one row a booking, of all their trips or, with `?tahun=2026`, of one year's. */
export async function sendStatement(request: Request, kind: FileKind): Promise<Response> {
  const { organizer } = await requireOrganizer("/organizer/dana");
  const { userId } = organizer;
  const { locale } = await preferences();
  const texts = textsFor(locale).organizer.funds;
  const year = /^20[0-9]{2}$/.exec(new URL(request.url).searchParams.get("tahun") ?? "")?.[0];
  const found = await ownStatement(organizer.id, { year, most: limits.spreadsheet.mostRows + 1 });
  const columns = columnsOf(Object.values(texts.columns), { 3: "count", 4: "rupiah", 5: "rupiah" });
  const rows = found.map((row) => rowOf(row, locale));
  const name = [texts.file, organizer.slug, year].filter(Boolean).join("-");
  const download = { kind, name, locale, userId, signal: request.signal, now: clock(), tooMany: texts.byYear };
  return sendTable({ sheet: texts.title, columns, rows }, download);
}

/** In the order of `texts.funds.columns`. */
function rowOf({ trip, ...payout }: StatementRow, locale: Locale) {
  const { state } = textsFor(locale).organizer.funds;
  const at = (when: Date | null) => when && moment(when, locale);
  const { bankName, bankAccountNo, bankAccountName } = payout;
  return [
    trip.title,
    trip.date,
    payout.bookingCode,
    payout.pax,
    payout.amount,
    payout.feeAmount,
    state[stateOf(payout)],
    payout.status === "HELD" ? at(payout.heldUntil) : null,
    at(payout.releasedAt),
    at(payout.paidAt),
    payout.transferRef,
    bankAccountNo && `${bankName} ${bankAccountNo} ${bankAccountName}`,
  ];
}
