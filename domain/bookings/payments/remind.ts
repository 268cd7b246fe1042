import { and, eq, gt, isNull, lte, notExists, or, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { policy } from "#domain/policy.ts";
import type { Sweep } from "#domain/sweep.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { platformAccount, platformAccounts } from "./accounts.ts";
import { missingRupiah } from "./rules.ts";

/** So many payments a transaction. */
const paymentsPerBatch = 200;

/**
 * Reminds, once a deadline, everybody whose deadline comes within six hours and who has sent no proof, unless they booked within
 * those hours themselves: then the instructions are their reminder. Returns how many mails are new; 0 when nobody is due.
 */
export async function remindOfPayments({ now, signal, beat, note }: Sweep): Promise<number> {
  let reminded = 0;
  while ((await beat()) && !signal.aborted) {
    const { due, queued } = await transaction((tx) => remindSome(tx, now));
    reminded += queued;
    if (due < paymentsPerBatch) return reminded;
  }
  note("stopped before everybody was reminded to pay; the next run goes on");
  return reminded;
}

async function remindSome(tx: Transaction, now: Date): Promise<{ due: number; queued: number }> {
  const due = await readDue(tx, now);
  return { due: due.length, queued: await enqueueEmails(tx, due.map(letter), { now }) };
}

type Due = Awaited<ReturnType<typeof readDue>>[number];

/** Held until `tx` ends, so that nobody is asked to pay whose proof comes in meanwhile; what somebody else holds waits. */
function readDue(tx: Transaction, now: Date) {
  const soon = new Date(now.getTime() + policy.paymentReminderBeforeMs);
  const windowBegan = sql`${payments.expiresAt} - ${policy.paymentReminderBeforeMs} * interval '1 millisecond'`;
  return tx
    .select({
      id: payments.id,
      amount: payments.amount,
      received: payments.receivedAmount,
      totalAmount: bookings.totalAmount,
      bankAccountKey: payments.bankAccountKey,
      expiresAt: payments.expiresAt,
      bookingCode: bookings.code,
      tripTitle: trips.title,
      name: users.name,
      email: users.email,
      locale: users.locale,
    })
    .from(payments)
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(
      and(
        eq(payments.status, "AWAITING"),
        isNull(payments.proofPath),
        // An account that we no longer name is none that we ask anybody to pay to.
        anyOf(
          payments.bankAccountKey,
          platformAccounts().map(({ key }) => key),
        ),
        eq(bookings.status, "PENDING_PAYMENT"),
        gt(payments.expiresAt, now),
        lte(payments.expiresAt, soon),
        lte(payments.createdAt, windowBegan),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(emailJobs)
            .where(or(eq(emailJobs.dedupeKey, keyOfDeadline), isOfOlderRelease)),
        ),
      ),
    )
    .orderBy(payments.expiresAt)
    .limit(paymentsPerBatch)
    .for("share", { of: payments, skipLocked: true });
}

const keyPrefix = "payment-reminder:";

/** A new deadline, as that of a part, is a new reason to remind: the key has it, in milliseconds, as {@link letter} writes it. */
const keyOfDeadline = sql`${keyPrefix} || ${payments.id} || ':' || (extract(epoch from ${payments.expiresAt}) * 1000)::bigint`;

/** The release before wrote one mail a payment; its own deadline tells which it was about. */
const isOfOlderRelease = and(
  eq(emailJobs.dedupeKey, sql`${keyPrefix} || ${payments.id}`),
  eq(emailJobs.notAfter, payments.expiresAt),
);

function letter({ id, bankAccountKey, email, locale, amount, received, totalAmount, ...due }: Due): NewEmail {
  // Of a part that came the rest is missing, which needs no code.
  const amountRupiah = received === null ? amount : missingRupiah({ totalAmount, received });
  const props = { ...due, amountRupiah };
  const { bank, number: accountNumber, holder: accountHolder } = platformAccount(bankAccountKey)!;
  return {
    template: "payment-reminder",
    dedupeKey: `${keyPrefix}${id}:${props.expiresAt.getTime()}`,
    to: { email, locale },
    props: { ...props, bank, accountNumber, accountHolder },
    notAfter: props.expiresAt,
  };
}
