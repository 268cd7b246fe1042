import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { nextAttempt } from "#domain/emails/backoff.ts";
import { drainEmails } from "#domain/emails/drain.ts";
import { listEmails } from "#domain/emails/listed.ts";
import { forgetOldMails } from "#domain/emails/prune.ts";
import { claimUncertain, giveUpUncertain } from "#domain/emails/queue.ts";
import { resendEmail } from "#domain/emails/resend.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { countWaiting } from "#domain/office/waiting.ts";
import { policy } from "#domain/policy.ts";
import type { Mailer } from "#gateways/mail/mailer.ts";
import { givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { ago, later, now, type Scenarios } from "./scenario.ts";

async function givenMail(values: Partial<typeof emailJobs.$inferInsert> = {}): Promise<string> {
  const id = newId();
  const from = { toEmail: "ana@example.com", fromAddress: "SeTrip <a@setrip.test>" };
  const said = { template: "booking-confirmed", subject: "Kamu ikut", html: "<p>Halo</p>", text: "Halo" };
  const state = { status: "PENDING" as const, attempts: 0, nextAttemptAt: now, createdAt: now, updatedAt: now };
  await db()
    .insert(emailJobs)
    .values({ id, dedupeKey: id, ...from, ...said, ...state, ...values });
  return id;
}
const find = async (id: string) => (await db().select().from(emailJobs).where(eq(emailJobs.id, id)))[0]!;

const silent: Mailer = {
  sendBatch: async () => ({ ok: false, name: "application_error", message: "", statusCode: null, retryAfterMs: null }),
};
const refusing: Mailer = {
  sendBatch: async (mails) => ({
    ok: true,
    accepted: [],
    rejected: mails.map((_, index) => ({ index, message: "Invalid `to` field." })),
  }),
};

/** Numbers about mail. */
export const emails: Scenarios = {
  "emailBackoffMs.*": (value, path) => {
    const attempt = Number(path.split(".")[1]);
    const waited = nextAttempt(attempt, now)!.getTime() - now.getTime();
    expect(waited).toBeGreaterThanOrEqual(value * 0.9 - 1);
    expect(waited).toBeLessThanOrEqual(value * 1.1 + 1);
  },

  emailMaxAttempts: async (value) => {
    const id = await givenMail();
    for (let attempt = 1, at = now; attempt <= value; attempt++) {
      expect((await listEmails({ list: attempt === 1 ? "waiting" : "failed" })).rows).toHaveLength(1);
      expect(await drainEmails({ now: at, mailer: silent })).toMatchObject({ failed: 1 });
      expect((await find(id)).attempts).toBe(attempt);
      at = (await find(id)).nextAttemptAt;
    }
    const refused = await givenMail({ toEmail: "nobody" });
    expect(await drainEmails({ now, mailer: refusing })).toMatchObject({ failed: 1 });
    const { rows } = await listEmails({ list: "dead" });
    expect(rows.map((row) => row.id).sort()).toEqual([id, refused].sort());
    expect((await countWaiting()).deadMails).toBe(2);
    const { id: adminId } = await givenUser({ name: "Sari", role: "ADMIN" });
    expect(await resendEmail({ emailId: id, adminId, now })).toEqual({ ok: true });
    expect(await find(id)).toMatchObject({ status: "PENDING", attempts: 0, deadAt: null });
  },

  emailUnknownOutcomeMs: async (value) => {
    const uncertain = { batchKey: "key", batchPosition: 0, lockedUntil: null, nextAttemptAt: ago(1) };
    const id = await givenMail({ ...uncertain, batchSentAt: ago(value - 1) });
    expect(await giveUpUncertain(now)).toBe(0);
    expect((await claimUncertain({ now, lockedUntil: later(1) }))?.mails).toHaveLength(1);
    expect(await giveUpUncertain(later(1))).toBe(1);
    expect((await find(id)).deadAt).toEqual(later(1));
  },

  emailBodyKeptMs: async (value) => {
    const at = (age: number) => ({ status: "SENT" as const, sentAt: ago(age), nextAttemptAt: ago(age), attempts: 1 });
    await givenMail(at(value));
    await givenMail(at(value - 1));
    expect(await forgetOldMails(sweepAt(now))).toBe(1);
    expect(policy.emailBodyKeptMs).toBe(value);
  },
};
