import { createHash } from "node:crypto";
import type { TransferItem } from "#domain/bookings/schema/transfers.ts";
import type { BankAccount } from "#domain/users/people.ts";

/** What one transfer at the bank is made of: everything that goes to one account. */
export type BankLine<Item> = { account: BankAccount; items: Item[]; amountRupiah: number };

/**
 * The bank's lines of a transfer, one an account, in the order of their first items: whoever has nine payouts gets one
 * transfer for them and not nine.
 * Rule: docs/domain.md#the-banks-file
 */
export function bankLines<Item extends BankAccount & Pick<TransferItem, "amount">>(
  items: readonly Item[],
): BankLine<Item>[] {
  const byAccount = Map.groupBy(items, (item) => accountMark(item));
  return [...byAccount.values()].map((group) => {
    const { bankName, bankAccountNo, bankAccountName } = group[0]!;
    const amountRupiah = group.reduce((sum, { amount }) => sum + amount, 0);
    return { account: { bankName, bankAccountNo, bankAccountName }, items: group, amountRupiah };
  });
}

/** A short mark of an account, by which a form says which one its page showed. */
export function accountMark({ bankName, bankAccountNo, bankAccountName }: BankAccount): string {
  return createHash("sha256")
    .update(JSON.stringify([bankName, bankAccountNo, bankAccountName]))
    .digest("base64url")
    .slice(0, 12);
}
