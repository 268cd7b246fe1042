import { eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/columns.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change, recordNew } from "#domain/audit/change.ts";
import { newSlug } from "#domain/slug.ts";
import { organizerProfiles, users } from "./schema.ts";

/** A row of `OrganizerProfile`. */
export type OrganizerProfile = typeof organizerProfiles.$inferSelect;

const line = (longest: number) => z.string().trim().min(1).max(longest);

/** What somebody tells about himself who wants to organize trips. */
export const organizerForm = z.object({
  displayName: line(80),
  bio: line(2_000),
  city: line(80),
  /** International form, `+62…`. */
  whatsapp: z.string().regex(/^\+[1-9][0-9]{7,14}$/),
});

/** An application's form once it is checked. */
export type OrganizerForm = z.infer<typeof organizerForm>;

/** The application handed in, or why it was not. */
export type Applied =
  | { ok: true; organizerId: string }
  /** `already`: an application waits, was approved, or is suspended. */
  | { ok: false; reason: "not-found" | "unverified" | "suspended" | "already" };

/** Asks to become an organizer: PENDING until an admin has looked at it. Who was rejected may correct it and ask again. */
export function applyAsOrganizer(application: {
  userId: string;
  form: OrganizerForm;
  /** The photo of his identity card, a base name under `uploads/private/`. */
  idDocPath: string;
  now: Date;
}): Promise<Applied> {
  const { userId, form, idDocPath, now } = application;
  const by: By = { actor: { type: "USER", id: userId }, now };
  return transaction(async (tx): Promise<Applied> => {
    // Two applications of one person wait for each other here.
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("no key update");
    if (!user) return { ok: false, reason: "not-found" };
    if (!user.emailVerified) return { ok: false, reason: "unverified" };
    if (user.suspendedAt) return { ok: false, reason: "suspended" };
    const [profile] = await tx.select().from(organizerProfiles).where(eq(organizerProfiles.userId, userId));
    if (!profile) return { ok: true, organizerId: await addProfile(tx, application, by) };
    if (profile.status !== "REJECTED") return { ok: false, reason: "already" };
    const values = { ...form, idDocPath, status: "PENDING" as const };
    await change(tx, organizerProfiles, [profile], { values, action: "organizer.apply", ...by });
    return { ok: true, organizerId: profile.id };
  });
}

async function addProfile(
  tx: Transaction,
  { userId, form, idDocPath }: { userId: string; form: OrganizerForm; idDocPath: string },
  by: By,
): Promise<string> {
  const stamps = { createdAt: by.now, updatedAt: by.now };
  for (;;) {
    const [profile] = await tx
      .insert(organizerProfiles)
      .values({
        id: newId(),
        userId,
        slug: newSlug(form.displayName),
        ...form,
        idDocPath,
        status: "PENDING",
        ...stamps,
      })
      .onConflictDoNothing({ target: organizerProfiles.slug })
      .returning();
    if (!profile) continue;
    const columns: (keyof OrganizerProfile)[] = ["status", "displayName", "city"];
    await recordNew(tx, organizerProfiles, [profile], { columns, action: "organizer.apply", ...by });
    return profile.id;
  }
}
