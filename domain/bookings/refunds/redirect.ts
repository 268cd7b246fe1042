import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { isFree } from "#domain/bookings/frozen.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type BankAccount, noAccount } from "#domain/users/people.ts";

/**
 * Everything that is owed to somebody and not transferred yet goes to this account; with none it waits for one. Returns
 * how many refunds went elsewhere before, or waited. What stands in a prepared transfer stays as it is: the bank may have it
 * already. Needs no trip's lock: only where the money goes changes, and the person and the rows themselves are held.
 * Rule: docs/domain.md#transferring-a-refund
 */
export async function redirectRefunds(
  tx: Transaction,
  { userId, account }: { userId: string; account: BankAccount | null },
  by: By,
): Promise<number> {
  const values = account ?? noAccount;
  const sentTo = [refunds.bankName, refunds.bankAccountNo, refunds.bankAccountName];
  const wanted = [values.bankName, values.bankAccountNo, values.bankAccountName];
  const goesElsewhere = sql`(${sql.join(sentTo, sql`, `)}) is distinct from (${sql.join(
    wanted.map((part) => sql`${part}::text`),
    sql`, `,
  )})`;
  const own = tx.select({ id: bookings.id }).from(bookings).where(eq(bookings.userId, userId));
  const owed = await tx
    .select()
    .from(refunds)
    .where(
      and(
        inArray(refunds.bookingId, own),
        eq(refunds.status, "APPROVED"),
        goesElsewhere,
        isFree("refundId", refunds.id),
      ),
    )
    .orderBy(refunds.id)
    .for("update");
  await change(tx, refunds, owed, { values, action: "refund.redirect", ...by });
  return owed.length;
}
