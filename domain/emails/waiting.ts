import { and, count, gt, isNull, lte, min, ne } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { emailJobs } from "./schema.ts";

/** More are not counted: that many say enough. */
const mostCounted = 1_000;

/** How many mails are due and not sent, at most 1,000. */
export async function countDueMails(now: Date): Promise<number> {
  const due = and(ne(emailJobs.status, "SENT"), isNull(emailJobs.deadAt), lte(emailJobs.nextAttemptAt, now));
  const rows = await db().select({ id: emailJobs.id }).from(emailJobs).where(due).limit(mostCounted);
  return rows.length;
}

/** How many of the mails that are still to be sent are not sent any more beyond some moment, and when the first of these is. */
export async function expiringMails(now: Date): Promise<{ count: number; firstAt: Date | null }> {
  const [row] = await db()
    .select({ count: count(), firstAt: min(emailJobs.notAfter) })
    .from(emailJobs)
    .where(and(ne(emailJobs.status, "SENT"), isNull(emailJobs.deadAt), gt(emailJobs.notAfter, now)));
  return row ?? { count: 0, firstAt: null };
}

/** How many mails are still to be sent, also those that wait for another attempt, at most 1,000. */
export async function countUnsentMails(): Promise<number> {
  const rows = await db()
    .select({ id: emailJobs.id })
    .from(emailJobs)
    .where(and(ne(emailJobs.status, "SENT"), isNull(emailJobs.deadAt)))
    .limit(mostCounted);
  return rows.length;
}
