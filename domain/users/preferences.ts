import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { type locales, users } from "./schema.ts";

/** Sets the language in which somebody gets mail. */
export async function chooseLocale(
  userId: string,
  locale: (typeof locales)[number],
  { now }: { now: Date },
): Promise<void> {
  await db().update(users).set({ locale, updatedAt: now }).where(eq(users.id, userId));
}
