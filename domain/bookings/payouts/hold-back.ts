import { and, count, eq, inArray, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import { isAsSeen } from "#domain/audit/as-seen.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { frozenIn } from "#domain/bookings/frozen.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { nextVersion, withTripLocks } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { isHeldBack } from "./queries.ts";

type OnePayout = {
  payoutId: string;
  adminId: string;
  /** The payout's `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  now: Date;
};

/** Whether the payout is held back now, or goes on, or why not. */
export type HeldBack =
  | { ok: true }
  | NotFound
  /** It is paid or cancelled, or changed since it was seen: `status` is where it stands. */
  | { ok: false; reason: "status"; status: Payout["status"] }
  /** Somebody was first. */
  | { ok: false; reason: "already" }
  /** It stands in this prepared transfer: undo that first, or leave it out. */
  | { ok: false; reason: "in-transfer"; code: string };

const unpaid: Payout["status"][] = ["HELD", "RELEASED"];

/**
 * An admin holds an unpaid payout back, for as long as they like: it is neither released nor transferred.
 * Rule: docs/domain.md#holding-a-payout-back
 */
export function holdBackPayout({ reason, ...one }: OnePayout & { reason: string }): Promise<HeldBack> {
  const { payoutId, adminId, seenAt, now } = one;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(payouts.id, payoutId), async (tx, { payout }): Promise<HeldBack> => {
    const { status, heldBackAt } = payout!;
    if (heldBackAt) return { ok: false, reason: "already" };
    if (!unpaid.includes(status) || !isAsSeen(payout!, seenAt)) return { ok: false, reason: "status", status };
    const frozen = (await frozenIn(tx, [payoutId])).get(payoutId);
    if (frozen) return { ok: false, reason: "in-transfer", code: frozen.code };
    const values = { holdReason: reason, heldBackAt: now, heldBackById: adminId };
    await change(tx, payouts, [payout!], { values, action: "payout.hold-back", ...by });
    return { ok: true };
  });
}

const goesOn = { holdReason: null, holdCause: null, heldBackAt: null, heldBackById: null };

/** Lets a payout that was held back go on: the next night releases it when its time has come. */
export function resumePayout({ payoutId, adminId, seenAt, now }: OnePayout): Promise<HeldBack> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(payouts.id, payoutId), async (tx, { payout }): Promise<HeldBack> => {
    const { status, heldBackAt } = payout!;
    if (!heldBackAt) return { ok: false, reason: "already" };
    if (!isAsSeen(payout!, seenAt)) return { ok: false, reason: "status", status };
    await change(tx, payouts, [payout!], { values: goesOn, action: "payout.resume", ...by });
    return { ok: true };
  });
}

/** Whether all that is held back of an organizer goes on now, or why none of it. */
export type AllResumed =
  | { ok: true; count: number }
  /** Their organizer is suspended: that is lifted first. */
  | { ok: false; reason: "not-found" | "suspended" }
  /** What is held back is another sum than the admin was shown. */
  | { ok: false; reason: "changed" };

/**
 * The same for all of an organizer's payouts that are held back, once they are not suspended any more. `seen` is what the page
 * said of them: with another count or sum nothing goes on.
 * Rule: docs/domain.md#suspending-an-organizer
 */
export async function resumePayoutsOf({
  organizerId,
  reason,
  seen,
  adminId,
  now,
}: {
  organizerId: string;
  reason: string;
  seen: HeldBackSum;
  adminId: string;
  now: Date;
}): Promise<AllResumed> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const heldBack = and(eq(payouts.organizerId, organizerId), isHeldBack);
  const tripIds = await db().selectDistinct({ id: payouts.tripId }).from(payouts).where(heldBack);
  return withTripLocks(
    tripIds.map(({ id }) => id),
    async (tx, locked): Promise<AllResumed> => {
      const [organizer] = await tx
        .select({ status: organizerProfiles.status })
        .from(organizerProfiles)
        .where(eq(organizerProfiles.id, organizerId))
        .for("no key update");
      if (!organizer) return { ok: false, reason: "not-found" };
      if (organizer.status === "SUSPENDED") return { ok: false, reason: "suspended" };
      const ids = locked.map(({ id }) => id);
      const rows = await tx
        .select()
        .from(payouts)
        .where(and(heldBack, anyOf(payouts.tripId, ids)));
      const amountRupiah = rows.reduce((sum, { amount }) => sum + amount, 0);
      if (rows.length === 0 || rows.length !== seen.count || amountRupiah !== seen.amountRupiah)
        return { ok: false, reason: "changed" };
      await change(tx, payouts, rows, { values: goesOn, action: "payout.resume", why: reason, ...by });
      const after = { count: rows.length, amount: amountRupiah, why: reason };
      const row = { action: "organizer.resume-payouts", entity: "OrganizerProfile", entityId: organizerId } as const;
      await audit(tx, [{ ...row, actor: by.actor, before: null, after }], by);
      await tx.update(trips).set(nextVersion).where(anyOf(trips.id, ids));
      return { ok: true, count: rows.length };
    },
  );
}

/** How much of an organizer's money is held back. */
export type HeldBackSum = { count: number; amountRupiah: number };

/** What {@link resumePayoutsOf} would let go on. */
export async function heldBackOf(organizerId: string): Promise<HeldBackSum> {
  const amountRupiah = sql`coalesce(sum(${payouts.amount}), 0)`.mapWith(Number);
  const [row] = await db()
    .select({ count: count(), amountRupiah })
    .from(payouts)
    .where(and(eq(payouts.organizerId, organizerId), isHeldBack));
  return row!;
}

/**
 * Holds back every unpaid payout of an organizer who was just suspended, but what stands in a prepared transfer. Runs under
 * the locks of their trips, after the suspension was written. Returns how many.
 */
export async function holdBackAllOf(tx: Transaction, organizerId: string, by: By): Promise<number> {
  const rows = await tx
    .select()
    .from(payouts)
    .where(and(eq(payouts.organizerId, organizerId), inArray(payouts.status, unpaid)))
    .orderBy(payouts.id);
  const frozen = await frozenIn(
    tx,
    rows.map(({ id }) => id),
  );
  return holdBackIfSuspended(
    tx,
    rows.filter(({ id }) => !frozen.has(id)),
    by,
  );
}

/**
 * Holds back those of these unpaid payouts whose organizer is suspended: what comes back from a transfer, or was just
 * accepted, is theirs like everything else. Returns how many.
 * Rule: docs/domain.md#suspending-an-organizer
 */
export async function holdBackIfSuspended(tx: Transaction, rows: readonly Payout[], by: By): Promise<number> {
  const open = rows.filter(({ heldBackAt, status }) => !heldBackAt && unpaid.includes(status));
  const holds = await suspensions(tx, [...new Set(open.map(({ organizerId }) => organizerId))]);
  let held = 0;
  for (const [organizerId, hold] of holds) {
    const theirs = open.filter((row) => row.organizerId === organizerId);
    const values = { ...hold, heldBackAt: by.now };
    await change(tx, payouts, theirs, { values, action: "payout.hold-back", ...by });
    held += theirs.length;
  }
  return held;
}

async function suspensions(tx: Transaction, organizerIds: readonly string[]) {
  const { id, reviewNote, reviewedById } = organizerProfiles;
  const rows = await tx
    .select({ id, reviewNote, reviewedById })
    .from(organizerProfiles)
    .where(and(anyOf(id, organizerIds), eq(organizerProfiles.status, "SUSPENDED")));
  return rows.map(
    (row) =>
      [
        row.id,
        { holdReason: row.reviewNote ?? "", holdCause: "suspended" as const, heldBackById: row.reviewedById },
      ] as const,
  );
}
