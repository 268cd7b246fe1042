import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import type { Transfer, TransferItem } from "#domain/bookings/schema/transfers.ts";
import type { NewEmail } from "#domain/emails/emails.ts";
import { trips } from "#domain/trips/schema.ts";
import { type BankAccount, personColumns } from "#domain/users/people.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";

/** One mail an organizer, and one a refund: the money is on its way. */
export async function paidMails(tx: Transaction, transfer: Transfer, paid: TransferItem[]): Promise<NewEmail[]> {
  const transferRef = transfer.transferRef ?? "";
  const toOrganizers = (await byOrganizer(tx, paid)).map(
    ({ person, items, amountRupiah }): NewEmail => ({
      template: "payout-paid",
      // What bounced is paid again, by another transfer.
      dedupeKey: `payout-paid:${items[0]!.payoutId}:${transfer.id}`,
      to: { email: person.email, locale: person.locale },
      props: { name: person.name, amountRupiah, bookings: items.length, account: inOneLine(items[0]!), transferRef },
    }),
  );
  return [...toOrganizers, ...(await refundMails(tx, transfer, paid))];
}

async function refundMails(tx: Transaction, transfer: Transfer, paid: TransferItem[]): Promise<NewEmail[]> {
  const items = new Map(paid.flatMap((item) => (item.refundId ? [[item.refundId, item] as const] : [])));
  const rows = await tx
    .select({ id: refunds.id, code: bookings.code, tripTitle: trips.title, person: personColumns })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(anyOf(refunds.id, [...items.keys()]))
    .orderBy(refunds.id);
  return rows.map(({ id, code, tripTitle, person }) => {
    const { amount, bankName, bankAccountNo, bankAccountName } = items.get(id)!;
    return {
      template: "refund-paid",
      dedupeKey: `refund-paid:${id}:${transfer.id}`,
      to: { email: person.email, locale: person.locale },
      props: {
        name: person.name,
        tripTitle,
        bookingCode: code,
        amountRupiah: amount,
        account: { bankName, bankAccountNo, bankAccountName },
        transferRef: transfer.transferRef ?? "",
      },
    };
  });
}

/** One mail an organizer: the bank returned the money, and they are asked to look at their account. */
export async function bouncedMails(
  tx: Transaction,
  transfer: Transfer,
  returned: TransferItem[],
  now: Date,
): Promise<NewEmail[]> {
  return (await byOrganizer(tx, returned)).map(({ person, items, amountRupiah }) => ({
    template: "payout-bounced",
    dedupeKey: `payout-bounced:${items[0]!.payoutId}:${transfer.id}:${now.getTime()}`,
    to: { email: person.email, locale: person.locale },
    props: { name: person.name, amountRupiah, bookings: items.length, account: inOneLine(items[0]!) },
  }));
}

const inOneLine = ({ bankName, bankAccountNo, bankAccountName }: BankAccount) =>
  `${bankName} ${bankAccountNo} (${bankAccountName})`;

async function byOrganizer(tx: Transaction, items: TransferItem[]) {
  const ids = items.flatMap(({ payoutId }) => payoutId ?? []);
  const rows = await tx
    .select({ payoutId: payouts.id, person: personColumns })
    .from(payouts)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(anyOf(payouts.id, ids));
  const people = new Map(rows.map(({ payoutId, person }) => [payoutId, person]));
  const groups = Map.groupBy(
    items.filter(({ payoutId }) => payoutId),
    ({ payoutId }) => people.get(payoutId!)!.id,
  );
  return [...groups.values()].map((group) => ({
    person: people.get(group[0]!.payoutId!)!,
    items: group,
    amountRupiah: group.reduce((sum, { amount }) => sum + amount, 0),
  }));
}
