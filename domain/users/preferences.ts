import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import type { Locale } from "#texts/languages.ts";
import { users } from "./schema.ts";

/** Sets the language in which somebody gets mail. */
export async function chooseLocale(userId: string, locale: Locale, { now }: { now: Date }): Promise<void> {
  await db().update(users).set({ locale, updatedAt: now }).where(eq(users.id, userId));
}
