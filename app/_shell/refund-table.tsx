import type { RefundStep } from "#domain/bookings/refunds/rules.ts";
import { day, type Locale } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";

/** What a cancellation gives back, by the day on which somebody cancels. */
export function RefundTable({ steps, locale }: { steps: RefundStep[]; locale: Locale }) {
  const texts = textsFor(locale).bookingForm;
  const when = ({ from, until }: RefundStep) => {
    if (from && until) return texts.cancelBetween(day(from, locale), day(until, locale));
    return until ? texts.cancelUntil(day(until, locale)) : texts.cancelFrom(day(from ?? "", locale));
  };
  return <Facts facts={steps.map((step) => ({ name: when(step), value: texts.gives[step.gives] }))} />;
}
