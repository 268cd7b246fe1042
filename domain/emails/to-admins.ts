import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { confirmedName, personColumns } from "#domain/users/people.ts";
import { users } from "#domain/users/schema.ts";
import type { Locale } from "#texts/format.ts";
import { enqueueEmails, type NewEmail } from "./emails.ts";

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
      dedupeKey: `system-alert:${id}:${admin.id}`,
      to: { email: admin.email, locale: admin.locale },
      props: { name: confirmedName(admin), path, ...says[admin.locale] },
    }),
  );
  await enqueueEmails(db(), emails, by);
  return admins.length;
}
