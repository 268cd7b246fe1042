import type { Metadata, Route } from "next";
import Link from "next/link";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { clock } from "#clock.ts";
import { type ListedBooking, listOwnBookings } from "#domain/bookings/queries.ts";
import { type BookingState, bookingStateOf } from "#domain/bookings/state.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Pages } from "#ui/pages.tsx";
import { BookingLine } from "./booking-line.tsx";
import { waitingForAccount } from "./waiting-refund.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).bookings.title };
}

/** Somebody's bookings: what needs them first, then what they can look forward to, then the past. */
export default async function BookingsPage({ searchParams }: PageProps<"/pesanan">) {
  const asking = await requireUser("/pesanan");
  const now = clock();
  const cursor = one((await searchParams).setelah);
  const { rows, next } = await listOwnBookings(asking.id, { cursor, now });
  const listed = rows.map((own) => ({ own, state: bookingStateOf(own, now) }));
  const { locale } = await preferences();
  const texts = textsFor(locale).bookings;
  const byGroup = Map.groupBy(listed, groupOf);
  return (
    <Page className="max-w-3xl">
      <h1 className="text-3xl font-extrabold sm:text-4xl">{texts.title}</h1>
      <p className="mt-2 text-ink-soft">{texts.lead}</p>
      {listed.length === 0 && (
        <div className="mt-8">
          <Empty title={texts.empty.title} lead={texts.empty.lead}>
            <Button asChild tone="call">
              <Link href="/">{texts.empty.action}</Link>
            </Button>
          </Empty>
        </div>
      )}
      {groups.map((group) => {
        const lines = byGroup.get(group)?.toSorted(orders[group]);
        if (!lines) return null;
        return (
          <section key={group} className="mt-10">
            <h2 className="text-lg font-extrabold">{texts.groups[group]}</h2>
            <ul className="mt-1 divide-y divide-line border-b border-line">
              {lines.map(({ own, state }) => (
                <BookingLine key={own.booking.id} own={own} state={state} now={now} locale={locale} />
              ))}
            </ul>
          </section>
        );
      })}
      <Pages
        before={cursor ? "/pesanan" : undefined}
        after={next ? (`/pesanan?setelah=${encodeURIComponent(next)}` as Route) : undefined}
        texts={texts.pages}
      />
    </Page>
  );
}

const groups = ["toPay", "underReview", "upcoming", "past", "ended"] as const;
type Group = (typeof groups)[number];
type Line = { own: ListedBooking; state: BookingState };

/** What they have to do stands first, also where a trip is over and only their bank account is missing. */
function groupOf({ own, state }: Line): Group {
  const group = groupOfState[state];
  return group !== "upcoming" && waitingForAccount(own.refunds) > 0 ? "toPay" : group;
}

const groupOfState: Record<BookingState, Group> = {
  "to-pay": "toPay",
  rejected: "toPay",
  "under-review": "underReview",
  upcoming: "upcoming",
  "under-way": "upcoming",
  over: "past",
  expired: "ended",
  cancelled: "ended",
};

/** What has a deadline, then what waits for their bank account. */
const urgency = ({ state }: Line) => (state === "to-pay" || state === "rejected" ? 0 : 1);
const byDeadline = (one: Line, other: Line) =>
  urgency(one) - urgency(other) || +one.own.payment.expiresAt - +other.own.payment.expiresAt;
const byDay = (one: Line, other: Line) => one.own.trip.date.localeCompare(other.own.trip.date);

/** What is due first stands first; of what is over, the latest. The list comes with the newest booking first. */
const orders: Record<Group, (one: Line, other: Line) => number> = {
  toPay: byDeadline,
  underReview: () => 0,
  upcoming: byDay,
  past: (one, other) => byDay(other, one),
  ended: () => 0,
};
