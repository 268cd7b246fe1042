import { and, eq, type SQL } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Opened, openedBy } from "#domain/images/opened-file.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { organizerProfiles, type roles } from "#domain/users/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import { privateFiles, tripPhotos } from "#gateways/storage/stores.ts";
import { isPhotoName, isUploadOf, photoAtWidth, photoOf, photoWidths } from "#photo-names.ts";

/** Who may see which file. The stores themselves know nobody. */

/**
 * A file of a published photo, or one of its widths, by name. Nothing where no trip refers to the photo: uploads of a
 * form that was never sent are nobody's business. A width that photos did not have yet when this one was uploaded is
 * the photo itself.
 */
export async function openTripPhoto(name: string): Promise<Opened> {
  if (!isPhotoName(name)) return undefined;
  const found = await db().$count(tripImages, eq(tripImages.path, photoOf(name)));
  return found > 0 ? openAnyWidth(tripPhotos(), name) : undefined;
}

/** The same for the person who uploaded the photo, whether or not a trip refers to it: their form shows it meanwhile. */
export async function openOwnUpload(userId: string, name: string): Promise<Opened> {
  if (!isPhotoName(name) || !isUploadOf(userId, photoOf(name))) return undefined;
  return openAnyWidth(tripPhotos(), name);
}

async function openAnyWidth(store: PhotoStore, name: string): Promise<Opened> {
  const photo = photoOf(name);
  const known = photoWidths.some((width) => photoAtWidth(photo, width) === name);
  return openedBy(async () => (await store.open(name)) ?? (known ? store.open(photo) : undefined));
}

/** The private files by what they are, as their addresses name them: a proof of payment, an identity card, evidence. */
export const paperKinds = ["bukti", "identitas", "laporan"] as const;

/** One of {@link paperKinds}. */
export type PaperKind = (typeof paperKinds)[number];

/** Who asks for a private file. */
export type PaperViewer = { id: string; role: (typeof roles)[number] };

/**
 * A private file by what it belongs to: a payment's id for `bukti`, or the id of the receipt of a part, an organizer's for `identitas`, a refund's for
 * `laporan`. Nothing for anybody but its owner and admins, and nothing where no file was handed in.
 */
export async function openPaper(
  paper: { kind: PaperKind; id: string; viewer: PaperViewer },
  files: PrivateFiles = privateFiles(),
): Promise<Opened> {
  const path = await pathOf[paper.kind](paper.id, paper.viewer);
  return path ? openedBy(() => files.open(path)) : undefined;
}

const pathOf: Record<PaperKind, (id: string, viewer: PaperViewer) => Promise<string | null | undefined>> = {
  bukti: async (id, viewer) => {
    const [payment] = await db()
      .select({ path: payments.proofPath })
      .from(payments)
      .innerJoin(bookings, eq(bookings.id, payments.bookingId))
      .where(and(eq(payments.id, id), visible(eq(bookings.userId, viewer.id), viewer)));
    return payment ? payment.path : proofOfReceipt(id, viewer);
  },
  identitas: async (id, viewer) => {
    const [organizer] = await db()
      .select({ path: organizerProfiles.idDocPath })
      .from(organizerProfiles)
      .where(and(eq(organizerProfiles.id, id), visible(eq(organizerProfiles.userId, viewer.id), viewer)));
    return organizer?.path;
  },
  laporan: async (id, viewer) => {
    const [refund] = await db()
      .select({ path: refunds.evidencePath })
      .from(refunds)
      .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
      .where(and(eq(refunds.id, id), visible(eq(bookings.userId, viewer.id), viewer)));
    return refund?.path;
  },
};

async function proofOfReceipt(id: string, viewer: PaperViewer): Promise<string | null | undefined> {
  const [receipt] = await db()
    .select({ path: receipts.proofPath })
    .from(receipts)
    .innerJoin(payments, eq(payments.id, receipts.paymentId))
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .where(and(eq(receipts.id, id), visible(eq(bookings.userId, viewer.id), viewer)));
  return receipt?.path;
}

function visible(own: SQL, { role }: PaperViewer): SQL | undefined {
  return role === "ADMIN" ? undefined : own;
}
