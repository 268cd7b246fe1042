import type { Route } from "next";
import Link from "next/link";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import type { TicketProps } from "./ticket-props.ts";

/** Why there is no ticket, or no more; nothing where the seats are theirs. */
export function StateCard(props: TicketProps) {
  switch (props.state) {
    case "to-pay":
    case "rejected":
    case "under-review":
      return <NotYet {...props} state={props.state} />;
    case "expired":
      return <Expired {...props} />;
    case "cancelled":
      return <Cancelled {...props} />;
    case "upcoming":
    case "under-way":
    case "over":
      return null;
  }
}

function NotYet({ own, state, texts }: TicketProps & { state: "to-pay" | "rejected" | "under-review" }) {
  return (
    <Notice tone={state === "under-review" ? "plain" : "stale"} className="mt-5 items-start">
      <p>{texts.notYet[state]}</p>
      <Button asChild size="small" className="mt-3">
        <Link href={`/pesanan/${own.booking.code}/bayar` as Route}>{texts.notYet.action}</Link>
      </Button>
    </Notice>
  );
}

function Expired({ own, texts }: TicketProps) {
  const isOn = own.trip.status === "OPEN" || own.trip.status === "FULL";
  return (
    <Notice className="mt-5 items-start">
      <p>{texts.ended.expired}</p>
      <p className="mt-1 font-normal">{texts.ended.expiredSent}</p>
      {isOn && <BookAgain own={own} texts={texts} />}
    </Notice>
  );
}

function Cancelled({ own, texts, locale }: TicketProps) {
  const { booking, trip, payment } = own;
  const reason = booking.cancelCause
    ? textsFor(locale).reasons.money[booking.cancelCause]
    : (booking.cancelReason ?? trip.closeReason);
  const isOn = trip.status === "OPEN" || trip.status === "FULL";
  return (
    <Notice className="mt-5 items-start">
      <p>{texts.ended.cancelledBy[booking.cancelledBy ?? "PARTICIPANT"]}.</p>
      {reason && (
        <p className="mt-1 font-normal">
          {texts.ended.reason}: {reason}
        </p>
      )}
      {payment.status === "AWAITING" && <p className="mt-1 font-normal">{texts.ended.review}</p>}
      {isOn && <BookAgain own={own} texts={texts} />}
    </Notice>
  );
}

function BookAgain({ own, texts }: Pick<TicketProps, "own" | "texts">) {
  return (
    <Button asChild tone="quiet" size="small" className="mt-3">
      <Link href={`/trip/${own.trip.slug}/pesan` as Route}>{texts.ended.bookAgain}</Link>
    </Button>
  );
}
