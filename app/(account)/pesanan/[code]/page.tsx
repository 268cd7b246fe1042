import type { Metadata } from "next";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { StateBadge } from "#app/(account)/pesanan/state-badge.tsx";
import { clock } from "#clock.ts";
import type { OwnBooking } from "#domain/bookings/queries.ts";
import { isLive } from "#domain/bookings/rules.ts";
import { bookingStateOf } from "#domain/bookings/state.ts";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Flash } from "#ui/flash.tsx";
import { AccountNeeded } from "./account-needed.tsx";
import { CancelPaid } from "./cancel-paid.tsx";
import { EditTravellers } from "./edit-travellers.tsx";
import { MoneyFacts } from "./money-facts.tsx";
import { requireOwnBooking } from "./own-booking.ts";
import { RefundList } from "./refund-list.tsx";
import { ReportProblem } from "./report-problem.tsx";
import { StateCard } from "./state-card.tsx";
import { Ticket } from "./ticket.tsx";

export async function generateMetadata({ params }: PageProps<"/pesanan/[code]">): Promise<Metadata> {
  const { code } = await params;
  return { title: `${textsFor((await preferences()).locale).bookings.ticket.booking} ${code}` };
}

/** One booking: the ticket once it is paid, who travels, the money, and what can still be changed. */
export default orNotFound(async function BookingPage({ params, searchParams }: PageProps<"/pesanan/[code]">) {
  const { code } = await params;
  const { kabar, berkas, gagal } = await searchParams;
  const now = clock();
  const own = await requireOwnBooking(code, { now });
  const { locale } = await preferences();
  const texts = textsFor(locale).bookings;
  const state = bookingStateOf(own, now);
  const props = { own, state, now, locale, texts };
  return (
    <Page className="max-w-3xl">
      <BackLink href="/pesanan">{texts.title}</BackLink>
      <Flash about={kabar} texts={borneOut(texts.flash, own)} />
      <StateBadge state={state} texts={texts} />
      <h1 className="mt-3 text-3xl font-extrabold sm:text-4xl">{own.trip.title}</h1>
      <StateCard {...props} />
      <AccountNeeded refunds={own.refunds} texts={texts} />
      <Ticket {...props} />
      <div className="mt-10 space-y-10">
        {own.refunds.length > 0 && <RefundList {...props} />}
        <MoneyFacts {...props} />
      </div>
      {isLive(own.booking) && state !== "expired" && (
        <div className="mt-10 divide-y divide-line border-y border-line print:hidden">
          <EditTravellers {...props} />
          <CancelPaid {...props} />
          <ReportProblem {...props} sentBefore={{ path: one(berkas), refusal: one(gagal) }} />
        </div>
      )}
    </Page>
  );
});

/** Only what the booking bears out: an address stays, and what it says may be over. */
function borneOut(flash: Record<string, string>, { booking, refunds }: OwnBooking): Record<string, string> {
  const isTrue: Record<string, boolean> = {
    dibatalkan: booking.status === "CANCELLED" && booking.cancelledBy === "PARTICIPANT",
    "laporan-terkirim": refunds.some(({ status }) => status === "REQUESTED"),
  };
  return Object.fromEntries(Object.entries(flash).filter(([name]) => isTrue[name] ?? true));
}
