import { and, count, eq, isNotNull, min, ne, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import type { Stuck } from "#domain/lists/stuck.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { fileChecks, type fileKinds } from "./schema.ts";

/** Photos that a trip shows and the store lacks, as the last check saw them; those that were replaced since are left out. */
export async function missingPhotos(): Promise<Stuck> {
  const [row] = await db()
    .select({ count: count(), oldestAt: min(fileChecks.missingSince) })
    .from(fileChecks)
    .innerJoin(tripImages, eq(tripImages.path, fileChecks.name))
    .where(isNotNull(fileChecks.missingSince));
  return { count: row?.count ?? 0, amountRupiah: 0, oldestAt: row?.oldestAt ?? null };
}

/** Proofs, identity cards and evidence that a row names and the store lacks. */
export async function missingPapers(): Promise<Stuck> {
  const [row] = await db()
    .select({ count: count(), oldestAt: min(fileChecks.missingSince) })
    .from(fileChecks)
    .where(and(isNotNull(fileChecks.missingSince), ne(fileChecks.kind, "foto")));
  return { count: row?.count ?? 0, amountRupiah: 0, oldestAt: row?.oldestAt ?? null };
}

/** Those of these files of which the last check knows that the store lacks them. */
export async function knownMissing(names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db()
    .select({ name: fileChecks.name })
    .from(fileChecks)
    .where(and(anyOf(fileChecks.name, names), isNotNull(fileChecks.missingSince)))
    .limit(names.length);
  return new Set(rows.map(({ name }) => name));
}

/** A file that the store lacks, and whose it is. */
export type MissingFile = {
  name: string;
  kind: (typeof fileKinds)[number];
  /** When it was first found missing. */
  since: Date;
  /** The trip that shows it, and which of its photos it is, from 1. */
  trip: { id: string; title: string; place: number } | null;
  /** The code of the booking that it belongs to. */
  booking: string | null;
  /** Whoever can upload it again: the organizer of the trip, or whose identity card it is. */
  organizer: { id: string; name: string; whatsapp: string } | null;
};

/** Which missing files: photos, of one trip where that is told, or papers; at most so many. */
export type MissingWhich = { of: "photos" | "papers"; tripId?: string; most: number };

/** The files that are missing and that a row still names, the longest missing first. */
export async function listMissingFiles({ of, tripId, most }: MissingWhich): Promise<MissingFile[]> {
  const isPhoto = sql`checked."kind" = 'foto'`;
  const { rows } = await db().execute<Record<string, string | null>>(sql`
    select checked."name", checked."kind", checked."missingSince" as "since", t."id" as "tripId", t."title" as "tripTitle",
      i."position", b."code", o."userId", o."displayName", o."whatsapp"
    from "FileCheck" checked
    left join "TripImage" i on ${isPhoto} and i."path" = checked."name"
    left join "Trip" t on t."id" = i."tripId"
    left join "Payment" p on checked."kind" = 'bukti' and p."proofPath" = checked."name"
    left join "Refund" r on checked."kind" = 'laporan' and r."evidencePath" = checked."name"
    left join "Booking" b on b."id" = coalesce(p."bookingId", r."bookingId",
      (select whole."bookingId" from "Receipt" part join "Payment" whole on whole."id" = part."paymentId"
        where checked."kind" = 'bukti' and part."proofPath" = checked."name" limit 1))
    left join "OrganizerProfile" o on o."id" = t."organizerId" or (checked."kind" = 'identitas' and o."idDocPath" = checked."name")
    where checked."missingSince" is not null and ${of === "photos" ? sql`${isPhoto} and t."id" is not null` : sql`not ${isPhoto}`}
      and ${tripId === undefined ? sql`true` : sql`t."id" = ${tripId}`}
    order by checked."missingSince", checked."name" limit ${most}`);
  return rows.map((row) => ({
    name: row.name!,
    kind: row.kind as MissingFile["kind"],
    since: new Date(row.since!),
    trip: row.tripId ? { id: row.tripId, title: row.tripTitle!, place: Number(row.position) + 1 } : null,
    booking: row.code ?? null,
    organizer: row.userId ? { id: row.userId, name: row.displayName!, whatsapp: row.whatsapp! } : null,
  }));
}
