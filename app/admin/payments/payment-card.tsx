import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { ZoomedDocument } from "#app/admin/document.tsx";
import { BookingLink, PersonLink, TripLines } from "#app/admin/links.tsx";
import { State } from "#app/admin/states.tsx";
import { newFormKey } from "#domain/audit/record.ts";
import type { ListedPayment } from "#domain/bookings/payments/listed.ts";
import { missingRupiah } from "#domain/bookings/payments/rules.ts";
import type { ListedReceipt } from "#domain/bookings/receipts/listed.ts";
import { receiptDays } from "#domain/bookings/receipts/record.ts";
import { mayWait, restDeadline } from "#domain/bookings/receipts/rules.ts";
import { wibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { lastDay } from "#domain/trips/rules.ts";
import { age } from "#texts/duration.ts";
import { moment, rupiah } from "#texts/format.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { type Fact, Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { rejectAction } from "./actions.ts";
import { ReceiptsList } from "./receipts-list.tsx";
import { SettleForm } from "./settle-form.tsx";

/** A payment with what it is compared with, from a list or from a booking's own page. */
type Compared = Pick<ListedPayment, "payment" | "booking" | "participant" | "verifiedBy" | "expected"> & {
  trip: Pick<ListedPayment["trip"], "id" | "title" | "date" | "endDate">;
};

type PaymentCardProps = {
  listed: Compared;
  receipts: ListedReceipt[];
  back: string;
  at: Date;
  locale: Locale;
  /** On the booking's own page, which says already who it is about. */
  inBooking?: boolean;
};

/** One payment to decide: its proof beside the amount, and what may be done. */
export function PaymentCard({ listed, receipts, back, at, locale, inBooking }: PaymentCardProps) {
  const { payment, booking } = listed;
  const texts = textsFor(locale).admin.payments;
  return (
    <article
      aria-label={booking.code}
      data-payment={payment.id}
      className="grid has-[[data-zoom][open]]:sm:grid-cols-1 has-[[data-zoom][open]]:lg:grid-cols-[minmax(0,34rem)_minmax(13rem,1fr)_minmax(0,18rem)] gap-5 border-b border-line pb-6 last:border-0 sm:grid-cols-[13rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,22rem)]"
    >
      <ZoomedDocument
        href={payment.proofPath ? `/berkas/bukti/${payment.id}` : undefined}
        alt={texts.proofOf(booking.code)}
        open={texts.openProof}
        none={missingProof(payment, texts)}
      />
      <PaymentFacts listed={listed} at={at} locale={locale} inBooking={inBooking} />
      <div className="space-y-4 sm:col-span-full lg:col-span-1">
        {payment.status !== "PAID" && <Settle listed={listed} back={back} at={at} locale={locale} />}
        {payment.status === "AWAITING" && payment.proofUploadedAt && (
          <Reject listed={listed} proofSentAt={payment.proofUploadedAt} back={back} at={at} locale={locale} />
        )}
        <ReceiptsList listed={listed} receipts={receipts} back={back} at={at} locale={locale} />
      </div>
    </article>
  );
}

function missingProof({ status, proofUploadedAt }: Compared["payment"], texts: Texts["admin"]["payments"]): string {
  if (status !== "AWAITING" && proofUploadedAt) return texts.removedProof;
  return status === "AWAITING" ? texts.noProof : texts.forgottenProof;
}

/** Whose payment it is and what should come in, or what did. */
export function PaymentFacts({ listed, at, locale, inBooking = false }: Omit<PaymentCardProps, "back" | "receipts">) {
  const { payment, booking, trip, participant, verifiedBy } = listed;
  const texts = textsFor(locale).admin.payments;
  const waitsSince = payment.proofUploadedAt ?? payment.createdAt;
  const waits = age(at.getTime() - waitsSince.getTime(), locale);
  const missing =
    payment.status === "AWAITING" && payment.receivedAmount
      ? missingRupiah({ totalAmount: booking.totalAmount, received: payment.receivedAmount })
      : 0;
  const facts: Fact[] = [
    { name: texts.account, value: payment.bankAccountKey.toUpperCase() },
    { name: texts.deadline, value: <Moment at={payment.expiresAt} locale={locale} /> },
    { name: texts.received, value: payment.receivedAmount !== null && rupiah(payment.receivedAmount) },
    { name: texts.missing, value: missing > 0 && rupiah(missing) },
    { name: texts.paidAt, value: payment.paidAt && <Moment at={payment.paidAt} locale={locale} /> },
    { name: texts.acceptedBy, value: verifiedBy },
  ];
  return (
    <div className="min-w-0 space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {!inBooking && <BookingLink code={booking.code} />}
        {!inBooking && <State of="booking" status={booking.status} locale={locale} />}
        {payment.status === "AWAITING" && (
          <span className="text-sm text-ink-soft">
            {payment.proofUploadedAt ? texts.waitingSince(waits) : texts.bookedSince(waits)}
          </span>
        )}
      </div>
      {!inBooking && (
        <p>
          <PersonLink person={participant} /> · {texts.seats(booking.pax)}
          <TripLines trip={trip} locale={locale} />
        </p>
      )}
      <p>
        <span className="block text-sm text-ink-soft">{texts.expected}</span>
        <strong className="block text-2xl leading-snug font-extrabold tabular-nums">{rupiah(payment.amount)}</strong>
        <span className="block text-sm text-ink-soft tabular-nums">
          {texts.withCode(rupiah(booking.totalAmount), String(payment.uniqueCode))}
        </span>
      </p>
      <Facts facts={facts} />
      {payment.rejectReason && <Notice>{texts.rejectedBefore(payment.rejectReason)}</Notice>}
    </div>
  );
}

function Settle({ listed, back, at, locale }: Omit<PaymentCardProps, "inBooking" | "receipts">) {
  const { payment, booking, trip, expected } = listed;
  const texts = textsFor(locale).admin;
  if (expected === "already") return null;
  const { totalAmount } = booking;
  const expired = payment.status === "EXPIRED";
  const { amount, expiresAt, receivedAmount } = payment;
  const received = receivedAmount ?? 0;
  const until = moment(restDeadline({ expiresAt, trip }, at), locale);
  const waits =
    booking.status === "PENDING_PAYMENT" && mayWait({ expiresAt, hasProof: payment.proofPath !== null, trip }, at);
  return (
    <SettleForm
      paymentId={payment.id}
      formKey={newFormKey()}
      seenRupiah={received}
      back={back}
      days={receiptDays(booking, at)}
      likely={receivedAmount === null ? amount : missingRupiah({ totalAmount, received })}
      awaited={{
        ...{ totalAmount, amount, received, expired, expected },
        smallestRefund: policy.smallestRefundRupiah,
        mayWait: waits,
        tripIsDone: lastDay(trip) < wibDay(at),
      }}
      texts={{
        label: texts.payments.receivedAmount,
        bookedOn: texts.payments.bookedOn,
        submit: payment.proofPath ? texts.payments.accept : texts.payments.record,
        pending: texts.payments.accepting,
        consequences: texts.payments.consequences,
        ifShort: { ...texts.payments.ifShort, wait: texts.payments.ifShort.wait(until) },
        until,
      }}
    />
  );
}

type RejectProps = Omit<PaymentCardProps, "receipts"> & { proofSentAt: Date };

function Reject({ listed: { payment, booking }, proofSentAt, back, at, locale }: RejectProps) {
  const texts = textsFor(locale).admin.payments;
  const late = at >= payment.expiresAt;
  return (
    <ActionDisclosure label={texts.reject} accessibleLabel={`${texts.reject} ${booking.code}`}>
      <ActionForm
        id={`reject-${payment.id}`}
        action={rejectAction}
        hidden={{ paymentId: payment.id, proofSentAt: proofSentAt.toISOString(), back }}
        fields={[{ name: "reason", label: texts.rejectReason, suggestions: texts.rejectReasons }]}
        submit={texts.reject}
        pending={texts.rejecting}
        tone="quiet"
      >
        <p className="text-sm text-ink-soft">{late ? texts.rejectLeadLate : texts.rejectLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}
