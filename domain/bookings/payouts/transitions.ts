import { and, eq, isNull, lte } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { type Actor, audit } from "#domain/audit/audit.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import type { Sweep } from "#domain/sweep.ts";
import { autoCompletion, type Swept, sweepTrips } from "#domain/trips/batches.ts";
import { type LockedTrip, nextVersion } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { releasablePages, undisputed } from "./queries.ts";
import { earliestRelease } from "./rules.ts";

/** Money that waits on a trip, for whom and until when. */
export type Held = Pick<Payout, "id" | "bookingId" | "tripId" | "heldUntil">;

/**
 * Money of a trip that is completed at `now` stays for at least another 24 hours, so that nobody loses the time for
 * complaints when the run comes late. Runs under the trips' locks; returns all that is held for them, as it now stands.
 */
export async function extendHolds(
  tx: Transaction,
  tripIds: readonly string[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<Held[]> {
  const held = await tx
    .select({ id: payouts.id, bookingId: payouts.bookingId, tripId: payouts.tripId, heldUntil: payouts.heldUntil })
    .from(payouts)
    .where(and(anyOf(payouts.tripId, tripIds), eq(payouts.status, "HELD")));
  const heldUntil = earliestRelease(now);
  const short = held.filter((payout) => payout.heldUntil < heldUntil);
  if (short.length === 0) return held;

  const ids = short.map(({ id }) => id);
  await tx.update(payouts).set({ heldUntil, updatedAt: now }).where(anyOf(payouts.id, ids));
  const rows = short.map((payout) => ({
    actor,
    action: "payout.extend-hold" as const,
    entity: "Payout",
    entityId: payout.id,
    before: { heldUntil: payout.heldUntil },
    after: { heldUntil },
  }));
  await audit(tx, rows, { now });
  return held.map((payout) => (payout.heldUntil < heldUntil ? { ...payout, heldUntil } : payout));
}

type Released = Pick<Payout, "id" | "tripId" | "amount">;

/**
 * HELD → RELEASED for every payout of a COMPLETED trip whose hold is over and that nobody disputes or holds back, in batches under
 * the trips' locks, with one mail a trip to its organizer. `done` are the payouts that this call released.
 * Rule: docs/domain.md#releasing-money
 */
export async function releaseDuePayouts(sweep: Sweep): Promise<Swept<string>> {
  const { now, log, note } = sweep;
  const swept = await sweepTrips(releasablePages(now), (tx, locked) => release(tx, locked, now), sweep);
  log.info("payouts released", { released: swept.done.length, failed: swept.failures.length });
  if (!swept.finished) note("stopped before all payouts were released; the next run goes on");
  return swept;
}

async function release(tx: Transaction, locked: LockedTrip[], now: Date): Promise<string[]> {
  const completed = locked.filter((trip) => trip.status === "COMPLETED").map((trip) => trip.id);
  const released = await tx
    .update(payouts)
    .set({ status: "RELEASED", releasedAt: now, updatedAt: now })
    .where(
      and(
        anyOf(payouts.tripId, completed),
        eq(payouts.status, "HELD"),
        lte(payouts.heldUntil, now),
        isNull(payouts.heldBackAt),
        undisputed,
      ),
    )
    .returning({ id: payouts.id, tripId: payouts.tripId, amount: payouts.amount });
  const rows = released.map(({ id }) => ({
    actor: autoCompletion,
    action: "payout.release" as const,
    entity: "Payout",
    entityId: id,
    before: { status: "HELD", releasedAt: null },
    after: { status: "RELEASED", releasedAt: now },
  }));
  await audit(tx, rows, { now });
  await enqueueEmails(tx, await letters(tx, released), { now });
  return released.map(({ id }) => id);
}

async function letters(tx: Transaction, released: Released[]) {
  const byTrip = Map.groupBy(released, (payout) => payout.tripId);
  const rows = await tx
    .update(trips)
    .set(nextVersion)
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(and(anyOf(trips.id, [...byTrip.keys()]), eq(organizerProfiles.id, trips.organizerId)))
    .returning({
      tripId: trips.id,
      version: trips.version,
      tripTitle: trips.title,
      name: users.name,
      email: users.email,
      locale: users.locale,
    });
  return rows.map(({ tripId, version, tripTitle, name, email, locale }) => {
    const group = byTrip.get(tripId) ?? [];
    return {
      template: "payout-released" as const,
      // A trip's payouts may come free on several days; its version tells one release from the next.
      dedupeKey: `payout-released:${tripId}:${version}`,
      to: { email, locale },
      props: { name, tripTitle, amountRupiah: sum(group), bookings: group.length },
    };
  });
}

function sum(group: Released[]): number {
  return group.reduce((total, payout) => total + payout.amount, 0);
}
