import { platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { wibDay } from "#domain/calendar.ts";
import { confirmTransfer } from "#domain/transfers/confirm.ts";
import { type ChosenRow, prepareTransfer } from "#domain/transfers/prepare.ts";
import { mustBe } from "#scripts/sample/must-be.ts";

/** One transfer as Sari makes it: prepared, made at the bank, and confirmed with its reference. Nothing without rows. */
export async function transfers(
  kind: "PAYOUT" | "REFUND",
  rows: ChosenRow[],
  { adminId, transferRef, now }: { adminId: string; transferRef: string; now: Date },
): Promise<void> {
  if (rows.length === 0) return;
  const accountKey = platformAccounts()[0]!.key;
  const { transferId } = mustBe(await prepareTransfer({ kind, accountKey, rows, adminId, now }));
  mustBe(await confirmTransfer({ transferId, transferRef, bookedOn: wibDay(now), adminId, now }));
}
