import { type FileKind, sendTable } from "#app/_downloads/download.ts";
import { columnsOf } from "#app/_downloads/table.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { refundsToTransfer } from "#domain/bookings/refunds/listed.ts";
import { limits } from "#limits.ts";
import { textsFor } from "#texts/index.ts";

/**
 * Every refund that can be transferred now, as a table for the bank or for people; with `?baru=1` also those to accounts
 * that are new.
 */
export async function sendRefunds(request: Request, kind: FileKind): Promise<Response> {
  const { id: userId } = await requireAdmin("/admin/refunds");
  const { locale } = await preferences();
  const now = clock();
  const newAccounts = new URL(request.url).searchParams.has("baru");
  const owed = await refundsToTransfer(now, { newAccounts, most: limits.spreadsheet.mostRows + 1 });
  const rows = owed.map(({ refund, booking }) => [
    ...[refund.bankAccountName, refund.bankName, refund.bankAccountNo],
    ...[refund.amount, `SeTrip ${booking.code}`],
  ]);
  const { csvHeader, title } = textsFor(locale).admin.refunds;
  const table = { sheet: title, columns: columnsOf(csvHeader, { 3: "rupiah" }), rows };
  return sendTable(table, { kind, name: "setrip-refunds", locale, userId, signal: request.signal, now });
}
