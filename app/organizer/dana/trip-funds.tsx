import Link from "next/link";
import { type OwnPayout, stateOf, sumPayouts, type TripPayouts } from "#domain/bookings/payouts/statement.ts";
import { days, type Locale, moment, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";
import { ChevronDown } from "#ui/icons.tsx";

type TripFundsProps = TripPayouts & { locale: Locale; now: Date };

/** The money of one trip: its sums, and each booking's share a tap away. */
export function TripFunds({ trip, payouts, locale, now }: TripFundsProps) {
  const texts = organizerTexts(locale).funds;
  const { fee: _, ...sums } = sumPayouts(payouts);
  const shown = (Object.keys(sums) as (keyof typeof sums)[]).filter((name) => sums[name] > 0);
  return (
    <details className="group rounded-card border border-line bg-surface">
      <summary className="relative flex min-h-11 flex-wrap items-baseline justify-between gap-x-6 gap-y-2 py-4 pr-12 pl-4 marker:content-none hover:bg-sand focus-visible:-outline-offset-2">
        <span className="min-w-0">
          <span className="block font-bold break-words">{trip.title}</span>
          <span className="block text-sm text-ink-soft">
            {days(trip.date, trip.endDate, locale)} · {texts.bookings(payouts.length)}
          </span>
        </span>
        <span className="space-y-0.5 text-sm sm:text-right">
          {shown.length === 0 && <span className="block text-ink-soft">{texts.allBack}</span>}
          {shown.map((name) => (
            <span key={name} className="block tabular-nums">
              <span className="text-ink-soft">{texts.sums[name]}</span>{" "}
              <span className="font-bold">{rupiah(sums[name])}</span>
            </span>
          ))}
        </span>
        <ChevronDown
          aria-hidden="true"
          className="absolute top-4.5 right-4 size-5 text-ink-soft transition-transform duration-150 group-open:rotate-180"
        />
      </summary>
      <ul className="divide-y divide-line border-t border-line px-4">
        {payouts.map((payout) => (
          <PayoutRow key={payout.id} payout={payout} trip={trip} locale={locale} now={now} />
        ))}
      </ul>
      <p className="border-t border-line px-4 py-1">
        <Link
          href={`/organizer/trip/${trip.id}`}
          className="inline-flex min-h-11 items-center text-sm font-semibold text-sea underline-offset-4 hover:underline"
        >
          {organizerTexts(locale).needsYou.see}
        </Link>
      </p>
    </details>
  );
}

const toneOf: Record<ReturnType<typeof stateOf>, BadgeTone> = {
  disputed: "stale",
  heldBack: "stale",
  HELD: "paused",
  RELEASED: "running",
  PAID: "ok",
  CANCELLED: "paused",
};

type PayoutRowProps = { payout: OwnPayout; trip: TripPayouts["trip"]; locale: Locale; now: Date };

function PayoutRow({ payout, trip, locale, now }: PayoutRowProps) {
  const texts = organizerTexts(locale).funds;
  const state = stateOf(payout);
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 py-3 text-[15px] sm:grid-cols-[9rem_1fr_auto] sm:items-center">
      <span>
        <span className="font-mono text-sm font-semibold">{payout.bookingCode}</span>
        <span className="text-sm text-ink-soft sm:block"> {texts.seats(payout.pax)}</span>
      </span>
      <span className="order-3 col-span-2 sm:order-none sm:col-span-1">
        <Badge tone={toneOf[state]} size="small">
          {texts.state[state]}
        </Badge>
        <span className="ml-2 text-sm text-ink-soft">{detail(payout, trip, { locale, now })}</span>
      </span>
      <span className="text-right tabular-nums">
        <span className="block font-bold">{rupiah(payout.amount)}</span>
        {payout.feeAmount > 0 && (
          <span className="block text-sm text-ink-soft">{texts.fee(rupiah(payout.feeAmount))}</span>
        )}
      </span>
    </li>
  );
}

/** What comes next for a payout, or what came of it. */
function detail(payout: OwnPayout, trip: TripPayouts["trip"], { locale, now }: { locale: Locale; now: Date }): string {
  const texts = organizerTexts(locale).funds;
  switch (stateOf(payout)) {
    case "disputed":
      return texts.disputed;
    case "heldBack":
      return texts.heldBackSince(moment(payout.heldBackAt!, locale));
    case "HELD":
      if (payout.heldUntil <= now && trip.status !== "COMPLETED") return texts.waitsForCompletion;
      return texts.heldUntil(moment(payout.heldUntil, locale));
    case "RELEASED":
      return texts.releasedAt(moment(payout.releasedAt!, locale));
    case "PAID":
      return texts.paidAt(moment(payout.paidAt!, locale), payout.transferRef!);
    case "CANCELLED":
      return texts.cancelled;
  }
}
