import { and, eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { changedSince, type FormVersion, type Values } from "#domain/audit/form-version.ts";
import { wibDay } from "#domain/calendar.ts";
import { type NotFound, withBookingFile } from "./booking-file.ts";
import { type Booking, isLive } from "./rules.ts";
import { bookingParticipants, bookings } from "./schema/bookings.ts";

/** Somebody who travels; the first one is usually who books. */
export type Traveller = { fullName: string; phone?: string | null; emergencyContact?: string | null };

/** Whether the names were changed, or why not. */
export type TravellersChanged =
  | { ok: true }
  | NotFound
  /** The booking is not live, or the trip begins today (WIB) or has begun. */
  | { ok: false; reason: "not-live" | "too-late" }
  /** Somebody changed them since the form's page was shown. */
  | { ok: false; reason: "changed-elsewhere" }
  /** There are to be `pax` of them, one a seat. */
  | { ok: false; reason: "pax"; pax: number };

/** What the form shows: who travels, changed together. */
export function valuesOfTravellers(travellers: readonly Traveller[]): Values {
  return { travellers: travellers.map(formValue) };
}

/**
 * Says who travels instead, until the day before the trip: a friend may take a seat, free of charge.
 * Rule: docs/domain.md#changing-who-travels
 */
export function changeTravellers(edit: {
  bookingId: string;
  /** Who booked. */
  userId: string;
  travellers: readonly Traveller[];
  /** What the form's page showed, see {@link valuesOfTravellers}; whatever is sent counts unless given. */
  version?: FormVersion | undefined;
  now: Date;
}): Promise<TravellersChanged> {
  const { bookingId, userId, travellers, version, now } = edit;
  const by: By = { actor: { type: "USER", id: userId }, now };
  const own = and(eq(bookings.id, bookingId), eq(bookings.userId, userId));
  return withBookingFile(own, async (tx, { trip, booking }): Promise<TravellersChanged> => {
    if (!isLive(booking)) return { ok: false, reason: "not-live" };
    if (wibDay(now) >= trip.date) return { ok: false, reason: "too-late" };
    if (travellers.length !== booking.pax) return { ok: false, reason: "pax", pax: booking.pax };
    const before = await tx
      .select()
      .from(bookingParticipants)
      .where(eq(bookingParticipants.bookingId, bookingId))
      .orderBy(bookingParticipants.id);
    // A form that arrives twice has been done.
    const [isNow, isSent] = [valuesOfTravellers(before), valuesOfTravellers(travellers)];
    if (JSON.stringify(isNow) === JSON.stringify(isSent)) return { ok: true };
    const { untouched, conflicts } = changedSince(version, { now: isNow, sent: isSent });
    if (conflicts.length > 0) return { ok: false, reason: "changed-elsewhere" };
    if (untouched.length > 0) return { ok: true };
    await tx.delete(bookingParticipants).where(eq(bookingParticipants.bookingId, bookingId));
    await addTravellers(tx, booking, travellers, by);
    const row = {
      actor: by.actor,
      action: "booking.change-travellers",
      entity: "Booking",
      entityId: bookingId,
    } as const;
    const names = before.map(({ fullName }) => fullName);
    const chosen = travellers.map(({ fullName }) => fullName);
    await audit(tx, [{ ...row, before: { travellers: names }, after: { travellers: chosen } }], by);
    return { ok: true };
  });
}

function formValue({ fullName, phone, emergencyContact }: Traveller) {
  return [fullName, phone ?? null, emergencyContact ?? null];
}

/** Writes down who travels on a booking. Runs under the trip's lock. */
export async function addTravellers(
  tx: Transaction,
  booking: Booking,
  travellers: readonly Traveller[],
  { now }: By,
): Promise<void> {
  const rows = travellers.map(({ fullName, phone, emergencyContact }) => ({
    id: newId(),
    bookingId: booking.id,
    fullName,
    phone,
    emergencyContact,
    createdAt: now,
    updatedAt: now,
  }));
  await tx.insert(bookingParticipants).values(rows);
}
