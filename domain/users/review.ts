import { eq } from "drizzle-orm";
import { type Transaction, transaction } from "#db/connection.ts";
import type { AuditAction } from "#domain/audit/actions.ts";
import { isAsSeen } from "#domain/audit/as-seen.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { isNobodys } from "#domain/emails/nobody.ts";
import type { OrganizerProfile } from "./organizers.ts";
import { accountOf, type BankAccount, isSameAccount, organizerPerson, type Person } from "./people.ts";
import { organizerProfiles } from "./schema.ts";

/** What an admin decides about an organizer, and when. */
export type Review = {
  organizerId: string;
  adminId: string;
  /** When the profile had last changed as the page showed it; any profile counts unless given. */
  seenAt?: Date | undefined;
  now: Date;
};

/** Whether the organizer's state changed, or why not. */
export type Reviewed =
  | { ok: true }
  | { ok: false; reason: "not-found" }
  /** Somebody was first, or it was never there: `status` is where it stands. */
  | { ok: false; reason: "status"; status: OrganizerProfile["status"] }
  /** Money could not be sent to them: their bank account is missing. */
  | { ok: false; reason: "no-account" }
  /** They applied again, or named another bank account, since the page was shown. */
  | { ok: false; reason: "changed" };

/** PENDING → APPROVED: they may publish trips. Needs their bank account, the one that was looked at; tells them by mail. */
export function approveOrganizer(review: Review & { seenAccount?: BankAccount | undefined }): Promise<Reviewed> {
  const { seenAccount } = review;
  return move(review, { from: "PENDING", to: "APPROVED", action: "organizer.approve" }, (person, profile) => {
    if (!accountOf(person)) return { refusal: "no-account" };
    if (seenAccount && !isSameAccount(person, seenAccount)) return { refusal: "changed" };
    const props = { name: person.name, displayName: profile.displayName };
    return { letter: { template: "organizer-approved", dedupeKey: letterKey("approved", profile, review), props } };
  });
}

/** PENDING → REJECTED: they are told why and may apply again. */
export function rejectOrganizer(review: Review & { note: string }): Promise<Reviewed> {
  const { note } = review;
  return move(review, { from: "PENDING", to: "REJECTED", action: "organizer.reject", note }, (person, profile) => {
    const props = { name: person.name, displayName: profile.displayName, reason: note };
    return { letter: { template: "organizer-rejected", dedupeKey: letterKey("rejected", profile, review), props } };
  });
}

/** APPROVED → SUSPENDED, in the transaction of whoever holds the money of their trips (`suspendOrganizer`). */
export function suspendProfile(tx: Transaction, review: Review & { note: string }): Promise<Reviewed> {
  const step: Step = { from: "APPROVED", to: "SUSPENDED", action: "organizer.suspend", note: review.note };
  return moveIn(tx, review, step, () => ({}));
}

/** SUSPENDED → APPROVED. */
export function reinstateOrganizer(review: Review): Promise<Reviewed> {
  return move(review, { from: "SUSPENDED", to: "APPROVED", action: "organizer.reinstate" }, () => ({}));
}

type Status = OrganizerProfile["status"];
type Step = { from: Status; to: Status; action: AuditAction; note?: string };
type Unaddressed<Email> = Email extends NewEmail ? Omit<Email, "to"> : never;
type Check = { refusal?: "no-account" | "changed"; letter?: Unaddressed<NewEmail> };

type Judge = (person: Person, profile: OrganizerProfile) => Check;

function move(review: Review, step: Step, check: Judge): Promise<Reviewed> {
  return transaction((tx) => moveIn(tx, review, step, check));
}

async function moveIn(
  tx: Transaction,
  { organizerId, adminId, seenAt, now }: Review,
  { from, to, action, note }: Step,
  check: Judge,
): Promise<Reviewed> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const profile = await lockProfile(tx, organizerId);
  if (!profile) return { ok: false, reason: "not-found" };
  if (profile.status !== from) return { ok: false, reason: "status", status: profile.status };
  if (!isAsSeen(profile, seenAt)) return { ok: false, reason: "changed" };
  const person = await organizerPerson(tx, organizerId);
  if (isNobodys(person.email)) return { ok: false, reason: "not-found" };
  const { refusal, letter } = check(person, profile);
  if (refusal) return { ok: false, reason: refusal };
  const values = { status: to, reviewNote: note ?? null, reviewedById: adminId, reviewedAt: now };
  await change(tx, organizerProfiles, [profile], { values, action, ...by });
  const address = { email: person.email, locale: person.locale };
  if (letter) await enqueueEmails(tx, [{ ...letter, to: address } as NewEmail], { now });
  return { ok: true };
}

async function lockProfile(tx: Transaction, organizerId: string): Promise<OrganizerProfile | undefined> {
  const rows = await tx
    .select()
    .from(organizerProfiles)
    .where(eq(organizerProfiles.id, organizerId))
    .for("no key update");
  return rows[0];
}

/** Somebody may be rejected more than once; the moment tells the mails apart. */
function letterKey(decision: string, { id }: OrganizerProfile, { now }: Review): string {
  return `organizer-${decision}:${id}:${now.getTime()}`;
}
