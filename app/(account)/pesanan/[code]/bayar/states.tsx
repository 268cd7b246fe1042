import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { moment, rupiah } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Facts } from "#ui/facts.tsx";
import { CircleCheck, CircleX, Clock, type Icon, ImageIcon, TimerOff } from "#ui/icons.tsx";
import type { PayProps } from "./pay-props.ts";

/** An admin has the proof. */
export function ReviewState({ own, locale, texts }: PayProps) {
  const { payment } = own;
  const { review } = texts.stages;
  const sent = payment.proofUploadedAt && moment(payment.proofUploadedAt, locale);
  return (
    <State Icon={Clock} title={review.title} lead={review.lead}>
      <p className="mt-3 max-w-[60ch]">{review.safe}</p>
      <Facts
        className="mt-5 border-y border-line"
        facts={[
          { name: texts.amount, value: payment.receivedAmount === null && rupiah(payment.amount) },
          { name: texts.rest.received, value: payment.receivedAmount !== null && rupiah(payment.receivedAmount) },
          { name: review.sent, value: sent },
        ]}
      />
      <Button asChild tone="quiet" className="mt-5">
        <a href={`/berkas/bukti/${payment.id}`} target="_blank" rel="noopener">
          <ImageIcon aria-hidden="true" className="size-4" />
          {review.see}
        </a>
      </Button>
    </State>
  );
}

/** Nobody paid in time. */
export function ExpiredState({ own, locale, texts }: PayProps) {
  const { expired } = texts.stages;
  const { trip, payment } = own;
  const isOn = trip.status === "OPEN" || trip.status === "FULL";
  return (
    <State Icon={TimerOff} title={expired.title} lead={expired.lead(moment(payment.expiresAt, locale))}>
      <Button asChild tone="call" className="mt-5">
        <Link href={`/trip/${trip.slug}${isOn ? "/pesan" : ""}` as Route}>
          {isOn ? expired.action : expired.seeTrip}
        </Link>
      </Button>
      <h2 className="mt-10 text-lg font-extrabold">{expired.sent}</h2>
      <p className="mt-1 max-w-[60ch] text-ink-soft">{expired.sentLead}</p>
    </State>
  );
}

/** It was cancelled; a proof that was sent before is still looked at. */
export function CancelledState({ own, texts }: PayProps) {
  const { cancelled } = texts.stages;
  const isReviewed = own.payment.status === "AWAITING" && own.payment.hasProof;
  return (
    <State Icon={CircleX} title={cancelled.title} lead={isReviewed ? cancelled.review : cancelled.lead}>
      <Button asChild tone="quiet" className="mt-5">
        <Link href={`/pesanan/${own.booking.code}` as Route}>{cancelled.action}</Link>
      </Button>
    </State>
  );
}

/** The money is in. */
export function PaidState({ own, texts }: PayProps) {
  const { paid } = texts.stages;
  const { payment, booking } = own;
  return (
    <State Icon={CircleCheck} title={paid.title} lead={paid.lead(rupiah(payment.receivedAmount ?? payment.amount))}>
      <Button asChild className="mt-5">
        <Link href={`/pesanan/${booking.code}` as Route}>{paid.action}</Link>
      </Button>
    </State>
  );
}

type StateProps = { Icon: Icon; title: string; lead: string; children: ReactNode };

function State({ Icon, title, lead, children }: StateProps) {
  return (
    <section>
      <Icon aria-hidden="true" className="size-9 text-sea" strokeWidth={1.75} />
      <h1 className="mt-3 text-3xl font-extrabold">{title}</h1>
      <p className="mt-2 max-w-[60ch] text-lg text-ink-soft">{lead}</p>
      {children}
    </section>
  );
}
