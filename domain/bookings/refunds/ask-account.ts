import { eq, sql } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { policy } from "#domain/policy.ts";
import { accountOf } from "#domain/users/people.ts";
import { refundLetter } from "./mails.ts";

/** Whether the participant is asked once more, or why not. */
export type AccountAsked =
  | { ok: true }
  | NotFound
  | { ok: false; reason: "not-approved"; status: Refund["status"] }
  /** Their account here is suspended: nobody can sign in to it and fill it in. */
  | { ok: false; reason: "suspended" }
  /** They have filled it in: it can be transferred. */
  | { ok: false; reason: "has-account" }
  /** Somebody asked lately; they may be asked again from `againAt` on. */
  | { ok: false; reason: "too-soon"; againAt: Date };

/**
 * Asks a participant once more for the account that a refund waits for, by mail. Not again within a day of the last time,
 * whoever asked: the refund's own row is held, so that two admins send one mail.
 */
export function askForAccount(ask: { refundId: string; adminId: string; now: Date }): Promise<AccountAsked> {
  const { refundId, adminId, now } = ask;
  return withBookingFile(eq(refunds.id, refundId), async (tx, bookingFile): Promise<AccountAsked> => {
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId)).for("update");
    if (refund!.status !== "APPROVED") return { ok: false, reason: "not-approved", status: refund!.status };
    if (accountOf(refund!)) return { ok: false, reason: "has-account" };
    if (bookingFile.participant.suspendedAt) return { ok: false, reason: "suspended" };
    const lastAskedAt = (await accountAskedAt([refundId], tx)).get(refundId);
    const againAt = lastAskedAt && new Date(lastAskedAt.getTime() + policy.askForAccountEveryMs);
    if (againAt && againAt > now) return { ok: false, reason: "too-soon", againAt };
    await enqueueEmails(tx, [refundLetter(bookingFile, refund!, { asked: now })], { now });
    const row = {
      actor: { type: "ADMIN" as const, id: adminId },
      action: "refund.ask-account" as const,
      entity: "Refund",
      entityId: refundId,
    };
    await audit(tx, [{ ...row, before: { lastAskedAt: lastAskedAt ?? null }, after: { askedAt: now } }], { now });
    return { ok: true };
  });
}

/** When the participants of these refunds were last told of them, and with that asked for their accounts. */
export async function accountAskedAt(
  refundIds: readonly string[],
  on: Transaction | ReturnType<typeof db> = db(),
): Promise<Map<string, Date>> {
  if (refundIds.length === 0) return new Map();
  const about = sql`split_part(${sql.raw('"dedupeKey"')}, ':', 2)`;
  const { rows } = await on.execute<{ refundId: string; at: Date | string }>(sql`
    select ${about} as "refundId", max("createdAt") as "at" from ${emailJobs}
    where ${about} = any(${sql.param(refundIds)}::text[]) and "template" = 'refund-approved' group by 1`);
  return new Map(rows.map(({ refundId, at }) => [refundId, new Date(at)]));
}
