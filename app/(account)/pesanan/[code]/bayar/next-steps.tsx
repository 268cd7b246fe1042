import { moment } from "#texts/format.ts";
import { Timeline } from "#ui/timeline.tsx";
import type { PayProps } from "./pay-props.ts";

/** What has happened to the payment, what is due, and what comes after it. */
export function NextSteps({ own, locale, texts, state }: PayProps & { state: "to-pay" | "rejected" | "under-review" }) {
  const { booking, payment } = own;
  const { next } = texts;
  const isReviewed = state === "under-review";
  const sent = payment.proofUploadedAt && next.sentAt(moment(payment.proofUploadedAt, locale));
  return (
    <section>
      <h2 className="mb-4 text-lg font-extrabold">{next.title}</h2>
      <Timeline
        steps={[
          { key: "booked", title: next.booked, detail: moment(booking.createdAt, locale), state: "done" },
          {
            key: "pay",
            title: next.pay,
            detail: sent ?? next.payBefore(moment(payment.expiresAt, locale)),
            state: isReviewed ? "done" : "now",
          },
          { key: "check", title: next.check, detail: next.checkDetail, state: isReviewed ? "now" : "ahead" },
          { key: "ticket", title: next.ticket, detail: next.ticketDetail, state: "ahead" },
          { key: "escrow", title: next.escrow, detail: next.escrowDetail, state: "ahead" },
        ]}
      />
    </section>
  );
}
