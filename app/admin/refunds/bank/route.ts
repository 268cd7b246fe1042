import { clock } from "#clock.ts";
import { refundsToTransfer } from "#domain/refunds/listed.ts";
import { textsFor } from "#texts/index.ts";
import { asText, sendCsv } from "../../../csv.ts";
import { preferences } from "../../../preferences.ts";
import { requireAdmin } from "../../../visitor.ts";

/** Every refund that can be transferred now, as a table for the bank; with `?baru=1` also those to accounts that are new. */
export async function GET(request: Request): Promise<Response> {
  await requireAdmin("/admin/refunds");
  const { locale } = await preferences();
  const now = clock();
  const owed = await refundsToTransfer(now, { newAccounts: new URL(request.url).searchParams.has("baru") });
  const rows = owed.map(({ refund, booking }) => [
    refund.bankAccountName,
    refund.bankName,
    asText(refund.bankAccountNo ?? ""),
    refund.amount,
    `SeTrip ${booking.code}`,
  ]);
  const header = textsFor(locale).admin.refunds.csvHeader;
  return sendCsv(`setrip-refunds-${now.toISOString().slice(0, 10)}.csv`, { header, rows });
}
