import { eq } from "drizzle-orm";
import { type Transaction, transaction } from "#db/connection.ts";
import type { AuditAction } from "#domain/audit/actions.ts";
import { isAsSeen } from "#domain/audit/as-seen.ts";
import { audit } from "#domain/audit/audit.ts";
import { env } from "#env.ts";
import { emailJobs } from "./schema.ts";
import { secretTemplates } from "./templates/index.ts";

type EmailRow = typeof emailJobs.$inferSelect;
type OneEmail = {
  emailId: string;
  adminId: string;
  /** The mail's `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  now: Date;
};

/** Whether the mail waits to be sent again, or why not. */
export type EmailResent =
  | { ok: true }
  | { ok: false; reason: "not-found" }
  /** It is not dead: it was sent, still waits, or was resent or discarded by somebody else, also where it has died again since. */
  | { ok: false; reason: "not-dead" }
  /** Its one-time link was blanked. Whoever wanted it asks for a new one. */
  | { ok: false; reason: "secret" }
  /** By now it would mislead. */
  | { ok: false; reason: "too-late" };

/**
 * "Kirim ulang": a dead mail gets all its attempts again, under a new key and from today's sender: what the provider
 * refused once it may take now. A mail whose outcome was never certain may then reach somebody twice, which is why only
 * an admin does this.
 */
export function resendEmail({ emailId, adminId, seenAt, now }: OneEmail): Promise<EmailResent> {
  return transaction(async (tx): Promise<EmailResent> => {
    const mail = await lockEmail(tx, emailId);
    if (!mail) return { ok: false, reason: "not-found" };
    if (!isDead(mail) || !isAsSeen(mail, seenAt)) return { ok: false, reason: "not-dead" };
    if (secretTemplates.includes(mail.template)) return { ok: false, reason: "secret" };
    if (mail.notAfter && mail.notAfter <= now) return { ok: false, reason: "too-late" };
    const values = { status: "PENDING" as const, attempts: 0, deadAt: null, endCause: null, nextAttemptAt: now };
    const fresh = { batchKey: null, batchPosition: null, batchSentAt: null, lockedUntil: null };
    await tx
      .update(emailJobs)
      .set({ ...values, ...fresh, fromAddress: env().EMAIL_FROM, updatedAt: now })
      .where(eq(emailJobs.id, emailId));
    await record(tx, mail, { action: "email.resend", values, adminId, now });
    return { ok: true };
  });
}

/** Whether the mail was given up, or why not. */
export type EmailDiscarded =
  | { ok: true }
  | { ok: false; reason: "not-found" }
  /** It was sent meanwhile, or somebody discarded it before. */
  | { ok: false; reason: "sent" | "already" }
  /** The provider has it at this moment: what becomes of it shows soon. */
  | { ok: false; reason: "on-its-way" };

/**
 * "Buang": a mail that was not sent never will be. Its row stays, dead, so that it is neither sent nor queued again; it
 * no longer counts among the dead ones that wait for somebody.
 */
export function discardEmail({ emailId, adminId, now }: OneEmail): Promise<EmailDiscarded> {
  return transaction(async (tx): Promise<EmailDiscarded> => {
    const mail = await lockEmail(tx, emailId);
    if (!mail) return { ok: false, reason: "not-found" };
    if (mail.status === "SENT") return { ok: false, reason: "sent" };
    if (mail.discardedAt) return { ok: false, reason: "already" };
    if (!isDead(mail) && mail.batchKey) return { ok: false, reason: "on-its-way" };
    const values = { status: "FAILED" as const, deadAt: mail.deadAt ?? now, discardedAt: now };
    const blank = secretTemplates.includes(mail.template) ? { html: "", text: "" } : {};
    await tx
      .update(emailJobs)
      .set({ ...values, ...blank, lockedUntil: null, updatedAt: now })
      .where(eq(emailJobs.id, emailId));
    await record(tx, mail, { action: "email.discard", values, adminId, now });
    return { ok: true };
  });
}

/** It will not be tried again by itself, and nobody has given it up. */
function isDead({ deadAt, discardedAt }: EmailRow): boolean {
  return deadAt !== null && discardedAt === null;
}

/** A drain that claims rows passes over a locked one, and waits for nobody. */
async function lockEmail(tx: Transaction, emailId: string): Promise<EmailRow | undefined> {
  const [mail] = await tx.select().from(emailJobs).where(eq(emailJobs.id, emailId)).for("update");
  return mail;
}

async function record(
  tx: Transaction,
  mail: EmailRow,
  { action, values, adminId, now }: { action: AuditAction; values: Partial<EmailRow>; adminId: string; now: Date },
): Promise<void> {
  const names = Object.keys(values) as (keyof EmailRow)[];
  const before = Object.fromEntries(names.map((name) => [name, mail[name]]));
  const actor = { type: "ADMIN", id: adminId } as const;
  await audit(tx, [{ actor, action, entity: "EmailJob", entityId: mail.id, before, after: { ...values } }], { now });
}
