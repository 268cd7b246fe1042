import { and, eq, isNull, like } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { sendOwnEmails } from "#domain/emails/drain.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { mailer } from "#gateways/mail/mailer.ts";
import type { Locale } from "#texts/format.ts";
import { confirmedName, personColumns } from "./people.ts";
import { users } from "./schema.ts";

/** What all admins are to read, in each language. `cause` and `details` may have several lines, and be empty. */
export type AdminMessage = {
  /** The same for the same message: whoever sends it again queues no second mail. */
  id: string;
  /** Path of the page to look at. */
  path: string;
  says: Record<Locale, { title: string; cause: string; details: string }>;
};

/** Queues a mail to every admin whose address is confirmed, in their language; returns how many these are. */
export async function mailAdmins({ id, path, says }: AdminMessage, by: { now: Date }): Promise<number> {
  const admins = await db()
    .select(personColumns)
    .from(users)
    .where(and(eq(users.role, "ADMIN"), eq(users.emailVerified, true), isNull(users.suspendedAt)));
  const emails = admins.map(
    (admin): NewEmail => ({
      template: "system-alert",
      dedupeKey: keyOf(id, admin.id),
      to: { email: admin.email, locale: admin.locale },
      props: { name: confirmedName(admin), path, ...says[admin.locale] },
    }),
  );
  await enqueueEmails(db(), emails, by);
  return admins.length;
}

/** The key of a mail to one admin; `%` stands for all of them. */
const keyOf = (id: string, adminId: string) => `system-alert:${id}:${adminId}`;

/**
 * Queues a mail to every admin and sends it at once, by the queue's own rules: what cannot be sent now stays queued for the
 * job. Returns how many admins there are, and why none of the mails has got out as far as that is known; null where one has,
 * where there is no key, of which the page tells by itself. What another process is just sending is not out yet either.
 */
export async function tellAdmins(
  message: AdminMessage,
  { now, signal }: { now: Date; signal?: AbortSignal },
): Promise<{ admins: number; unsent: string | null }> {
  const admins = await mailAdmins(message, { now });
  const stopped = await sendOwnEmails({ now, signal });
  const mails = await db()
    .select({ status: emailJobs.status, lastError: emailJobs.lastError })
    .from(emailJobs)
    .where(like(emailJobs.dedupeKey, keyOf(message.id, "%")));
  if (mails.some(({ status }) => status === "SENT")) return { admins, unsent: null };
  const why = stopped ?? mails.find(({ lastError }) => lastError)?.lastError;
  // Told once more, nothing new is queued and nothing tried: what waits is not delivered for that.
  const waits = mails.length > 0 && mailer() ? `${mails.length} mails could not be sent yet` : null;
  return { admins, unsent: why ?? waits };
}
