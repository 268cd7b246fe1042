import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import { booksColumns } from "#domain/audit/books-columns.ts";
import { recordNew } from "#domain/audit/change.ts";
import { attachTripImages, freshenUploads } from "#domain/images/attach.ts";
import { policy } from "#domain/policy.ts";
import { newSlug } from "#domain/slug.ts";
import { type DaysRefused, refuseDays } from "#domain/trips/allowed-days.ts";
import type { TripForm } from "#domain/trips/form.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";

/** A trip to publish, with its photos. */
export type NewTrip = {
  /** Whose trip it will be. */
  userId: string;
  form: TripForm;
  /** Base names of their uploads, 1 to 8, in the order of the gallery. */
  photos: readonly string[];
  /** The app's own store unless given. */
  storage?: PhotoStore;
  now: Date;
};

/** The trip published, or why it was not. */
export type TripCreated =
  | { ok: true; tripId: string; slug: string }
  /** Only an approved organizer with a verified address may; a suspended person may not. */
  | { ok: false; reason: "not-approved" | "unverified" | "suspended" }
  | DaysRefused
  | { ok: false; reason: "photo-count" | "photo-expired" | "photo-used" | "not-yours" };

/**
 * Publishes a trip: it is OPEN at once. Its photos must be uploads of theirs from the last day.
 * Rule: docs/domain.md#publishing-a-trip
 */
export async function createTrip(request: NewTrip): Promise<TripCreated> {
  const { userId, form, photos, storage = tripPhotos(), now } = request;
  const fresh = await freshenUploads({ userId, photos, storage, now });
  return transaction(async (tx) => {
    const author = await readAuthor(tx, userId);
    if (author?.status !== "APPROVED") return { ok: false, reason: "not-approved" };
    if (!author.emailVerified) return { ok: false, reason: "unverified" };
    if (author.suspendedAt) return { ok: false, reason: "suspended" };
    const misplaced = refuseDays(form, now);
    if (misplaced) return misplaced;
    if (photos.length < 1 || photos.length > policy.mostPhotos) return { ok: false, reason: "photo-count" };

    const trip = await insert(tx, { organizerId: author.organizerId, form, now });
    const attached = await attachTripImages(tx, { tripId: trip.id, userId, photos, fresh, now });
    if (!attached.ok) {
      await tx.delete(trips).where(eq(trips.id, trip.id));
      return attached;
    }
    const columns = ["title", ...booksColumns(trips)] as (keyof Trip)[];
    await recordNew(tx, trips, [trip], { columns, action: "trip.create", actor: { type: "USER", id: userId }, now });
    return { ok: true, tripId: trip.id, slug: trip.slug };
  });
}

async function readAuthor(tx: Transaction, userId: string) {
  const [author] = await tx
    .select({
      organizerId: organizerProfiles.id,
      status: organizerProfiles.status,
      emailVerified: users.emailVerified,
      suspendedAt: users.suspendedAt,
    })
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(eq(organizerProfiles.userId, userId));
  return author;
}

async function insert(
  tx: Transaction,
  { organizerId, form, now }: { organizerId: string; form: TripForm; now: Date },
): Promise<Trip> {
  for (;;) {
    const values = { id: newId(), organizerId, slug: newSlug(form.title), status: "OPEN" as const, ...form };
    const [trip] = await tx
      .insert(trips)
      .values({ ...values, createdAt: now, updatedAt: now })
      .onConflictDoNothing({ target: trips.slug })
      .returning();
    if (trip) return trip;
  }
}
