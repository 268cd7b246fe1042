import type { Route } from "next";
import Link from "next/link";
import { openDispute } from "#domain/bookings/booking-file.ts";
import type { ListedBooking } from "#domain/bookings/queries.ts";
import { reportable } from "#domain/bookings/refunds/reportable.ts";
import type { BookingState } from "#domain/bookings/state.ts";
import { days, type Locale, moment, rupiah, unbroken } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Photo } from "#ui/photo.tsx";
import { StateBadge } from "./state-badge.tsx";
import { waitingForAccount } from "./waiting-refund.ts";

type BookingLineProps = { own: ListedBooking; state: BookingState; now: Date; locale: Locale };

/** A booking in the list: which trip, where it stands, and the one thing to do next. */
export function BookingLine({ own, state, now, locale }: BookingLineProps) {
  const { booking, trip } = own;
  const texts = textsFor(locale).bookings;
  const { label, href, urgent } = actionOf(own, state, texts);
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-3 py-5 sm:flex-nowrap">
      {trip.photo && (
        <Photo photo={trip.photo} alt="" sizes="8rem" className="w-24 shrink-0 self-start rounded-card sm:w-32" />
      )}
      <div className="min-w-0 flex-1 basis-44">
        <StateBadge state={state} texts={texts} />
        <h3 className="mt-1.5 font-bold">
          <Link href={`/pesanan/${booking.code}` as Route} className="underline-offset-4 hover:underline">
            {trip.title}
          </Link>
        </h3>
        <p className="flex flex-wrap gap-x-4 text-[15px] text-ink-soft">
          <span>{days(trip.date, trip.endDate, locale)}</span>
          <span>
            {texts.people(booking.pax)} · <span className="font-mono text-sm whitespace-nowrap">{booking.code}</span>
          </span>
        </p>
        <p className="mt-1 text-[15px] text-pretty">{unbroken(nextStep({ own, state, now, locale }, texts))}</p>
      </div>
      <Button asChild tone={urgent ? "action" : "quiet"} className="w-full sm:w-auto">
        <Link href={href as Route} aria-label={`${label}: ${trip.title}`}>
          {label}
        </Link>
      </Button>
    </li>
  );
}

/** The one button of a booking. A missing bank account comes before looking back at what is over. */
function actionOf({ booking, refunds }: ListedBooking, state: BookingState, texts: Texts["bookings"]) {
  const own = { label: texts.actions[state], href: `/pesanan/${booking.code}` };
  switch (state) {
    case "to-pay":
    case "rejected":
    case "under-review":
      return { ...own, href: `${own.href}/bayar`, urgent: state !== "under-review" };
    case "upcoming":
    case "under-way":
      return { ...own, urgent: false };
    case "over":
    case "expired":
    case "cancelled":
      return waitingForAccount(refunds) > 0
        ? { label: texts.refunds.fillIn, href: "/akun/rekening", urgent: true }
        : { ...own, urgent: false };
  }
}

function nextStep({ own, state, now, locale }: BookingLineProps, texts: Texts["bookings"]): string {
  const { payment, payout, trip } = own;
  const deadline = moment(payment.expiresAt, locale);
  if (openDispute(own)) return texts.next.disputed;
  switch (state) {
    case "to-pay":
      return texts.next["to-pay"](rupiah(payment.amount), deadline);
    case "rejected":
      return texts.next.rejected(deadline);
    case "under-review":
    case "under-way":
      return texts.next[state];
    case "upcoming":
      return texts.next.upcoming(trip.meetingTime, trip.meetingPoint);
    case "over":
      return payout && reportable(own, now).ok && waitingForAccount(own.refunds) === 0
        ? texts.next.reportUntil(moment(payout.heldUntil, locale))
        : (moneyBack(own, texts) ?? texts.next.over);
    case "expired":
    case "cancelled":
      return moneyBack(own, texts) ?? texts.next[state];
  }
}

/** What is coming back, what of it waits for a bank account, or what has come back; nothing where nothing does. */
function moneyBack({ refunds }: ListedBooking, texts: Texts["bookings"]): string | undefined {
  const sum = (which: typeof refunds) => rupiah(which.reduce((total, { amount }) => total + amount, 0));
  const owed = refunds.filter(({ status }) => status === "APPROVED");
  const waiting = waitingForAccount(refunds);
  const paid = refunds.filter(({ status }) => status === "PAID");
  if (waiting > 0) return texts.next.refundWaits(rupiah(waiting));
  if (owed.length > 0) return texts.next.refundOwed(sum(owed));
  return paid.length > 0 ? texts.next.refundPaid(sum(paid)) : undefined;
}
