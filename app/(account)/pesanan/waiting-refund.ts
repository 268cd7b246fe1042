import type { OwnRefund } from "#domain/bookings/queries.ts";

/** Rupiah that cannot go back before somebody says to which bank account; 0 where nothing waits for that. */
export function waitingForAccount(refunds: OwnRefund[]): number {
  return refunds
    .filter(({ status, account }) => status === "APPROVED" && account === null)
    .reduce((sum, { amount }) => sum + amount, 0);
}
