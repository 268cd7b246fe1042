import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { AuditTrail } from "#app/admin/audit-trail.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { PersonLink, TripLines } from "#app/admin/links.tsx";
import { MailsList } from "#app/admin/mails-list.tsx";
import { BooksWarning, MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { paymentFlash } from "#app/admin/payments/flash.ts";
import { PaymentCard } from "#app/admin/payments/payment-card.tsx";
import { OwedCard } from "#app/admin/refunds/owed-card.tsx";
import { Section } from "#app/admin/section.tsx";
import { payoutState, State } from "#app/admin/states.tsx";
import { TransferLink } from "#app/admin/transfers/links.tsx";
import { clock } from "#clock.ts";
import { type AdminBooking, findAdminBooking } from "#domain/bookings/admin-booking.ts";
import { type InTransfer, transfersOf } from "#domain/transfers/items.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { BookingActions } from "./booking-actions.tsx";

/** The code alone, which is no secret, and no name. */
export async function generateMetadata({ params }: PageProps<"/admin/bookings/[code]">): Promise<Metadata> {
  return { title: (await params).code.slice(0, 20) };
}

/** Everything about one booking: who, the money, what can be done, what was done, what was written. */
export default orNotFound(async function BookingPage({ params, searchParams }: PageProps<"/admin/bookings/[code]">) {
  const { code } = await params;
  const back = `/admin/bookings/${encodeURIComponent(code)}`;
  await requireAdmin(back);
  const { locale } = await preferences();
  const now = clock();
  const whole = (await findAdminBooking(code, now)) ?? notFound();
  const ids = [...whole.refunds, ...(whole.payout ? [whole.payout] : [])].map(({ id }) => id);
  const transfers = await transfersOf(ids);
  const { admin } = textsFor(locale);
  const texts = admin.bookings;
  const query = await searchParams;
  const flash =
    (await paymentFlash(query, now, locale)) ?? (await flashIn(query, { ...texts.flash, ...admin.refunds.flash }));
  return (
    <div className="space-y-8">
      <header>
        <BackLink href={"/admin/payments?daftar=all" as Route}>{admin.payments.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">
            {texts.title(whole.booking.code)}
          </h1>
          <State of="booking" status={whole.booking.status} locale={locale} />
        </div>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      <BooksWarning booking={whole.booking.code} locale={locale} />
      <MailOutageNotice locale={locale} />
      <div className="grid gap-8 lg:grid-cols-2">
        <Section title={texts.people}>
          <People whole={whole} locale={locale} />
        </Section>
        <Section title={texts.money}>
          <Money whole={whole} transfers={transfers} locale={locale} />
        </Section>
      </div>
      <Section title={texts.payment}>
        <PaymentCard listed={whole} receipts={whole.receipts} back={back} at={now} locale={locale} inBooking />
      </Section>
      <Section title={texts.refunds}>
        <Refunds whole={whole} transfers={transfers} back={back} at={now} locale={locale} />
      </Section>
      <BookingActions whole={whole} back={back} locale={locale} />
      <Section title={texts.story}>
        <AuditTrail changes={whole.changes} locale={locale} here={back} />
      </Section>
      <Section title={texts.mails}>
        {whole.mails.length === 0 ? (
          <p className="text-ink-soft">{texts.noMails}</p>
        ) : (
          <MailsList mails={whole.mails} label={texts.mails} locale={locale} />
        )}
      </Section>
    </div>
  );
});

type PartProps = { whole: AdminBooking; locale: Locale };

/** The transfers that the payout and the refunds stand in, by their ids. */
type Transfers = { transfers: ReadonlyMap<string, InTransfer> };

function People({ whole, locale }: PartProps) {
  const { booking, trip, organizer, participant, travellers } = whole;
  const { admin, reasons } = textsFor(locale);
  const { bookings: texts, words } = admin;
  const why = booking.cancelCause ? reasons.money[booking.cancelCause] : booking.cancelReason;
  const cancelled = booking.cancelledAt && (
    <>
      <Moment at={booking.cancelledAt} locale={locale} />{" "}
      {booking.cancelledBy && texts.cancelledBy(words.cancelledBy[booking.cancelledBy])}
      {why && <span className="block font-normal text-ink-soft">{why}</span>}
    </>
  );
  return (
    <Facts
      facts={[
        { name: texts.bookedBy, value: <PersonLink person={participant} /> },
        { name: texts.contact, value: booking.contactPhone },
        {
          name: texts.travellers,
          value: (
            <ul>
              {travellers.map(({ id, fullName, phone, emergencyContact }) => (
                <li key={id}>
                  {[fullName, phone, emergencyContact && texts.emergency(emergencyContact)].filter(Boolean).join(" · ")}
                </li>
              ))}
            </ul>
          ),
        },
        { name: texts.note, value: booking.note },
        {
          name: texts.trip,
          value: (
            <>
              <TripLines trip={trip} locale={locale} />
              <State of="trip" status={trip.status} locale={locale} />
            </>
          ),
        },
        {
          name: texts.organizer,
          value: <PersonLink person={{ id: organizer.userId, name: organizer.displayName }} />,
        },
        { name: texts.bookedAt, value: <Moment at={booking.createdAt} locale={locale} precision="full" /> },
        { name: texts.cancelled, value: cancelled },
      ]}
    />
  );
}

function Money({ whole: { booking, money, payout, payment }, transfers, locale }: PartProps & Transfers) {
  const texts = textsFor(locale).admin.bookings;
  const price = `${booking.pax} × ${rupiah(booking.pricePerPax)} = ${rupiah(booking.totalAmount)}`;
  return (
    <Facts
      facts={[
        { name: texts.price, value: price },
        { name: texts.received, value: payment.receivedAmount !== null && rupiah(money.received) },
        { name: texts.refunded, value: money.refunded > 0 && rupiah(money.refunded) },
        {
          name: texts.organizerShare,
          value: payout && (
            <>
              <Link
                href={`/admin/payouts/${payout.id}` as Route}
                prefetch={false}
                className="underline underline-offset-4"
              >
                {rupiah(payout.amount)}
              </Link>{" "}
              <State of="payout" status={payoutState(payout)} locale={locale} />
              <InTransferLine transfer={transfers.get(payout.id)} locale={locale} />
            </>
          ),
        },
        { name: texts.fee, value: payout && rupiah(payout.feeAmount) },
        {
          name: texts.heldUntil,
          value: payout?.status === "HELD" && <Moment at={payout.heldUntil} locale={locale} />,
        },
      ]}
    />
  );
}

function InTransferLine({ transfer, locale }: { transfer: InTransfer | undefined; locale: Locale }) {
  if (!transfer) return null;
  const { inTransfer, openTransfer } = textsFor(locale).admin.transfers;
  const label = transfer.outcome ? openTransfer(transfer.code) : inTransfer(transfer.code);
  return (
    <span className="block text-sm">
      <TransferLink code={transfer.code}>{label}</TransferLink>
    </span>
  );
}

/** Whether the bank has returned a transfer of this refund to the account that it is owed to now. */
function hasBounced({ id, bankAccountNo }: AdminBooking["refunds"][number], changes: AdminBooking["changes"]): boolean {
  const bounces = changes.filter(({ action, entityId }) => action === "refund.bounce" && entityId === id);
  return bounces.some(({ before }) => bankAccountNo !== null && before?.bankAccountNo === bankAccountNo);
}

function Refunds({ whole, transfers, back, at, locale }: PartProps & Transfers & { back: string; at: Date }) {
  const texts = textsFor(locale).admin.bookings;
  if (whole.refunds.length === 0) return <p className="text-ink-soft">{texts.noRefunds}</p>;
  return (
    <ul className="space-y-4">
      {whole.refunds.map((refund) => (
        <li key={refund.id} className="space-y-2">
          <State of="refund" status={refund.status} locale={locale} />
          <OwedCard
            transfer={transfers.get(refund.id)}
            listed={{ ...whole, refund, paidBy: null, bouncedThere: hasBounced(refund, whole.changes) }}
            back={back}
            at={at}
            locale={locale}
            inBooking
          />
        </li>
      ))}
    </ul>
  );
}
