import type { Metadata } from "next";
import type { ReactNode } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { TripSummary } from "#app/_shell/trip-summary.tsx";
import { requireOwnBooking } from "#app/(account)/pesanan/[code]/own-booking.ts";
import { clock } from "#clock.ts";
import { type BookingState, bookingStateOf } from "#domain/bookings/state.ts";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Flash } from "#ui/flash.tsx";
import { cancelUnpaidAction } from "./actions.ts";
import { CancelUnpaid } from "./cancel-unpaid.tsx";
import { Different } from "./different.tsx";
import { NextSteps } from "./next-steps.tsx";
import type { PayProps } from "./pay-props.ts";
import { CancelledState, ExpiredState, PaidState, ReviewState } from "./states.tsx";
import { ToPay } from "./to-pay.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).pay.title };
}

/** Where somebody pays: exactly how much, to which account, until when; and what became of it since. */
export default orNotFound(async function PayPage({ params, searchParams }: PageProps<"/pesanan/[code]/bayar">) {
  const { code } = await params;
  const { kabar, gagal } = await searchParams;
  const now = clock();
  const own = await requireOwnBooking(code, { path: "/bayar", now });
  const { locale } = await preferences();
  const texts = textsFor(locale).pay;
  const state = bookingStateOf(own, now);
  const props = { own, now, locale, texts, failed: typeof gagal === "string" ? gagal : undefined };
  return (
    <Page>
      <BackLink href="/pesanan">{texts.backToBookings}</BackLink>
      <Flash about={kabar} texts={borneOut(texts.flash, state)} />
      <TripSummary trip={own.trip} locale={locale}>
        <span className="font-mono text-sm">{own.booking.code}</span>
      </TripSummary>
      <div className="mt-6 grid items-start gap-x-14 gap-y-10 lg:grid-cols-[1fr_22rem]">
        <div className="min-w-0 space-y-10">{bodies[state](props)}</div>
        <aside className="space-y-8">
          {isUnderWay(state) && <NextSteps {...props} state={state} />}
          {isUnderWay(state) && <Different texts={texts} />}
          {(state === "to-pay" || state === "rejected") && (
            <CancelUnpaid action={cancelUnpaidAction.bind(null, own.booking.code)} locale={locale} />
          )}
        </aside>
      </div>
    </Page>
  );
});

/** Only what the booking bears out: an address stays, and what it says may be over. */
function borneOut<Flash extends Record<string, string>>(flash: Flash, state: BookingState): Partial<Flash> {
  const stages: Record<string, BookingState> = { "bukti-terkirim": "under-review", dipesan: "to-pay" };
  return Object.fromEntries(Object.entries(flash).filter(([name]) => stages[name] === state)) as Partial<Flash>;
}

const bodies: Record<BookingState, (props: PayProps & { failed?: string }) => ReactNode> = {
  "to-pay": ToPay,
  rejected: ToPay,
  "under-review": ReviewState,
  expired: ExpiredState,
  cancelled: CancelledState,
  upcoming: PaidState,
  "under-way": PaidState,
  over: PaidState,
};

function isUnderWay(state: BookingState): state is "to-pay" | "rejected" | "under-review" {
  return state === "to-pay" || state === "rejected" || state === "under-review";
}
