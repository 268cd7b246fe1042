import { eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/columns.ts";
import { db, type Transaction, transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change, recordNew } from "#domain/audit/change.ts";
import { line, paragraphs } from "#domain/fields/text.ts";
import { newSlug } from "#domain/slug.ts";
import { phoneField } from "./phone.ts";
import { organizerProfiles, users } from "./schema.ts";

/** A row of `OrganizerProfile`. */
export type OrganizerProfile = typeof organizerProfiles.$inferSelect;

/** What somebody tells about themselves who wants to organize trips. */
export const organizerForm = z.object({
  displayName: line(80),
  bio: paragraphs(2_000),
  city: line(80),
  whatsapp: phoneField,
});

/** An application's form once it is checked. */
export type OrganizerForm = z.infer<typeof organizerForm>;

/** The application handed in, or why it was not. */
export type Applied =
  /** `replacedIdDoc` is the identity card of the rejected application, which nothing refers to any more. */
  | { ok: true; organizerId: string; replacedIdDoc?: string }
  /** `already`: an application waits, was approved, or is suspended. `no-document`: the identity card is missing. */
  | { ok: false; reason: "not-found" | "unverified" | "suspended" | "already" | "no-document" };

/**
 * Why this person cannot apply whatever they hand in, so that nobody has a picture opened for nothing; nothing where they
 * may. {@link applyAsOrganizer} decides.
 */
export async function obstacleToApplying(userId: string): Promise<"unverified" | "suspended" | "already" | undefined> {
  const [found] = await db()
    .select({ user: users, status: organizerProfiles.status })
    .from(users)
    .leftJoin(organizerProfiles, eq(organizerProfiles.userId, users.id))
    .where(eq(users.id, userId));
  if (!found || found.user.suspendedAt) return "suspended";
  if (!found.user.emailVerified) return "unverified";
  return found.status === null || found.status === "REJECTED" ? undefined : "already";
}

/**
 * Asks to become an organizer: PENDING until an admin has looked at it. Who was rejected may correct it and ask again.
 * Rule: docs/domain.md#applying-to-organize
 */
export function applyAsOrganizer(application: {
  userId: string;
  form: OrganizerForm;
  /** The photo of their identity card, a base name under `uploads/private/`; a second application may keep the first's. */
  idDocPath?: string;
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
    if (profile) return applyAgain(tx, profile, { form, idDocPath }, by);
    if (!idDocPath) return { ok: false, reason: "no-document" };
    return { ok: true, organizerId: await addProfile(tx, { userId, form, idDocPath }, by) };
  });
}

async function applyAgain(
  tx: Transaction,
  profile: OrganizerProfile,
  { form, idDocPath: sent }: { form: OrganizerForm; idDocPath?: string },
  by: By,
): Promise<Applied> {
  const idDocPath = sent ?? profile.idDocPath;
  if (profile.status !== "REJECTED") return { ok: false, reason: "already" };
  if (!idDocPath) return { ok: false, reason: "no-document" };
  const values = { ...form, idDocPath, status: "PENDING" as const };
  await change(tx, organizerProfiles, [profile], { values, action: "organizer.apply", ...by });
  const replacedIdDoc = idDocPath === profile.idDocPath ? undefined : (profile.idDocPath ?? undefined);
  return { ok: true, organizerId: profile.id, replacedIdDoc };
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
