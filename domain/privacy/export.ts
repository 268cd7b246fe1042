import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { bookingParticipants, bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import type { TooMany } from "#domain/users/auth-call.ts";
import { type OwnerProved, proveOwner } from "#domain/users/owner-proof.ts";
import { formerEmails, organizerProfiles, sessions, users } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";

/** Whether somebody may take their data along now: then it comes in pieces of JSON; or why not. */
export type Exported = { ok: true; pieces: AsyncGenerator<string> } | Exclude<OwnerProved, { ok: true }> | TooMany;

/**
 * Everything that is kept about somebody, as JSON that a person can read, once they have shown to be the owner; it leaves a line of
 * the audit log. Nobody else's data is in it, and no secret: no password, link, token or body of a mail. Read a page at a time while
 * it is sent, so that it costs the same memory however much there is.
 * Rule: docs/domain.md#taking-ones-data-along
 */
export async function exportData(
  { userId, typed }: { userId: string; typed: string },
  { now, appUrl }: { now: Date; appUrl: string },
): Promise<Exported> {
  const proved = await proveOwner({ userId, typed, what: "export" }, now);
  if (!proved.ok) return proved;
  const attempt = await consumeAttempt("export", userId, now);
  if (!attempt.allowed) return { ok: false, reason: "too-many", retryAfterSeconds: attempt.retryAfterSeconds };
  const row = { actor: { type: "USER", id: userId }, action: "user.export", entity: "User", entityId: userId } as const;
  await transaction((tx) => audit(tx, [{ ...row, before: null, after: null }], { now }));
  return { ok: true, pieces: dataOf(userId, { now, appUrl }) };
}

type Page = { id: string };

/** The parts of the file in their order; each list is written while it is read. */
export async function* dataOf(userId: string, { now, appUrl }: { now: Date; appUrl: string }): AsyncGenerator<string> {
  const link = (path: string) => `${appUrl}${path}`;
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  const { linkVersion: _, ...profile } = user!;
  yield `{\n"madeAt": ${JSON.stringify(now)},\n"explained": ${JSON.stringify(link("/privasi"))},\n"profile": ${pretty(profile)}`;
  yield* list("devices", devicesOf(userId));
  yield* list("formerEmails", formerEmailsOf(userId));
  yield* list("bookings", bookingsOf(userId, link));
  yield* list("mails", mailsOf(user!.email));
  const [organizer] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.userId, userId));
  if (organizer) {
    const { reviewedById: __, idDocPath, ...own } = organizer;
    const identityCard = idDocPath && link(`/berkas/identitas/${organizer.id}`);
    yield `,\n"organizer": ${pretty({ ...own, identityCard })}`;
    yield* list("trips", tripsOf(organizer.id, link));
    yield* list("payouts", payoutsOf(organizer.id));
  }
  yield* list("whatYouDid", deedsOf(userId));
  yield "\n}\n";
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

async function* list(name: string, rows: AsyncGenerator<object>): AsyncGenerator<string> {
  let before = "";
  yield `,\n${JSON.stringify(name)}: [`;
  for await (const row of rows) {
    yield `${before}\n${pretty(row)}`;
    before = ",";
  }
  yield "]";
}

/** A page of rows after another, each behind the last id of the one before, until there are no more or too many. */
async function* inPages<Row extends Page>(
  read: (after: string, size: number, last: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  const { rowsPerPage, mostRows } = limits.dataExport;
  let last: Row | undefined;
  for (let rowsRead = 0; rowsRead < mostRows; rowsRead += rowsPerPage) {
    const rows = await read(last?.id ?? "", rowsPerPage, last);
    yield* rows;
    if (rows.length < rowsPerPage) return;
    last = rows.at(-1);
  }
}

const devicesOf = (userId: string) =>
  inPages((after, size) =>
    db()
      .select({
        id: sessions.id,
        signedInAt: sessions.createdAt,
        endsAt: sessions.expiresAt,
        address: sessions.ipAddress,
        browser: sessions.userAgent,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, userId), gt(sessions.id, after)))
      .orderBy(asc(sessions.id))
      .limit(size),
  );

const formerEmailsOf = (userId: string) =>
  inPages((after, size) =>
    db()
      .select({ id: formerEmails.id, email: formerEmails.email, until: formerEmails.createdAt })
      .from(formerEmails)
      .where(and(eq(formerEmails.userId, userId), gt(formerEmails.id, after)))
      .orderBy(asc(formerEmails.id))
      .limit(size),
  );

type Link = (path: string) => string;

/** A booking with who travels, what was paid and what came back; who of us decided it is not said. */
async function* bookingsOf(userId: string, link: Link): AsyncGenerator<object> {
  const pages = inPages((after, size) =>
    db()
      .select({
        booking: bookings,
        id: bookings.id,
        trip: { title: trips.title, date: trips.date, endDate: trips.endDate },
      })
      .from(bookings)
      .innerJoin(trips, eq(trips.id, bookings.tripId))
      .where(and(eq(bookings.userId, userId), gt(bookings.id, after)))
      .orderBy(asc(bookings.id))
      .limit(size),
  );
  for await (const { booking, trip } of pages) {
    const { userId: _, tripId: __, ...own } = booking;
    yield { ...own, trip, ...(await moneyOf(booking.id, link)) };
  }
}

async function moneyOf(bookingId: string, link: Link) {
  const travellers = await db()
    .select({
      name: bookingParticipants.fullName,
      phone: bookingParticipants.phone,
      emergencyContact: bookingParticipants.emergencyContact,
    })
    .from(bookingParticipants)
    .where(eq(bookingParticipants.bookingId, bookingId));
  const [payment] = await db().select().from(payments).where(eq(payments.bookingId, bookingId));
  const parts = payment ? await db().select().from(receipts).where(eq(receipts.paymentId, payment.id)) : [];
  const returned = await db().select().from(refunds).where(eq(refunds.bookingId, bookingId));
  return {
    travellers,
    payment: payment && ownPayment(payment, link),
    receipts: parts.map(({ id, amount, bookedOn, source, proofPath, voidedAt, voidReason }) => ({
      ...{ amount, bookedOn, source, voidedAt, voidReason },
      proof: proofPath && link(`/berkas/bukti/${id}`),
    })),
    refunds: returned.map(
      ({
        requestedById: _,
        decidedById: __,
        paidById: ___,
        bookingId: ____,
        receiptId: _____,
        evidencePath,
        ...own
      }) => ({
        ...own,
        evidence: evidencePath && link(`/berkas/laporan/${own.id}`),
      }),
    ),
  };
}

function ownPayment(payment: typeof payments.$inferSelect, link: Link) {
  const { method, status, amount, uniqueCode, expiresAt, proofPath, proofUploadedAt, receivedAmount, paidAt } = payment;
  const { rejectReason, bankAccountKey, createdAt } = payment;
  const proof = proofPath && link(`/berkas/bukti/${payment.id}`);
  const money = { method, status, amount, uniqueCode, bankAccountKey, receivedAmount, createdAt, expiresAt, paidAt };
  return { ...money, proof, proofUploadedAt, rejectReason };
}

/** What we sent and when; what it said is forgotten after some time, and one-time links at once, so neither is here. */
const mailsOf = (email: string) =>
  inPages<{ id: string; to: string; subject: string; queuedAt: Date; sentAt: Date | null }>((_after, size, last) =>
    db()
      .select({
        id: emailJobs.id,
        to: emailJobs.toEmail,
        subject: emailJobs.subject,
        queuedAt: emailJobs.createdAt,
        sentAt: emailJobs.sentAt,
      })
      .from(emailJobs)
      .where(and(eq(emailJobs.toEmail, email), since(emailJobs, last && { at: last.queuedAt, id: last.id })))
      .orderBy(asc(emailJobs.createdAt), asc(emailJobs.id))
      .limit(size),
  );

async function* tripsOf(organizerId: string, link: Link): AsyncGenerator<object> {
  const pages = inPages((after, size) =>
    db()
      .select()
      .from(trips)
      .where(and(eq(trips.organizerId, organizerId), gt(trips.id, after)))
      .orderBy(asc(trips.id))
      .limit(size),
  );
  for await (const { organizerId: _, closedById: __, version: ___, ...trip } of pages) {
    const photos = await db().select({ path: tripImages.path }).from(tripImages).where(eq(tripImages.tripId, trip.id));
    yield { ...trip, photos: photos.map(({ path }) => link(`/foto/${path}`)) };
  }
}

/** Whose booking each is of is somebody else's to know. */
const payoutsOf = (organizerId: string) =>
  inPages((after, size) =>
    db()
      .select({
        id: payouts.id,
        trip: trips.title,
        amount: payouts.amount,
        fee: payouts.feeAmount,
        status: payouts.status,
        heldUntil: payouts.heldUntil,
        releasedAt: payouts.releasedAt,
        paidAt: payouts.paidAt,
        transferRef: payouts.transferRef,
        bankName: payouts.bankName,
        bankAccountNo: payouts.bankAccountNo,
        bankAccountName: payouts.bankAccountName,
      })
      .from(payouts)
      .innerJoin(trips, eq(trips.id, payouts.tripId))
      .where(and(eq(payouts.organizerId, organizerId), gt(payouts.id, after)))
      .orderBy(asc(payouts.id))
      .limit(size),
  );

/** What they did by the audit log. What it changed is said for their own account alone: the rest may be about others. */
const deedsOf = (userId: string) =>
  inPages<{ id: string; at: Date; action: string; of: string }>((_after, size, last) =>
    db()
      .select({ id: auditLogs.id, at: auditLogs.createdAt, action: auditLogs.action, of: auditLogs.entity })
      .from(auditLogs)
      .where(and(eq(auditLogs.actorId, userId), sql`"actorType" in ('USER', 'ADMIN')`, since(auditLogs, last)))
      .orderBy(asc(auditLogs.createdAt), asc(auditLogs.id))
      .limit(size),
  );

/** Behind the last row of the page before, in the order of an index that begins with the moment; everything without one. */
function since(
  { createdAt, id }: Pick<typeof emailJobs | typeof auditLogs, "createdAt" | "id">,
  last: { at: Date; id: string } | undefined,
): SQL | undefined {
  return last && sql`(${createdAt}, ${id}) > (${last.at.toISOString()}::timestamptz, ${last.id})`;
}
