import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { countWaiting } from "#domain/office/waiting.ts";
import { policy } from "#domain/policy.ts";
import { env } from "#env.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { emailsAbout, findEmail, listEmails } from "./listed.ts";
import { claimDue, deadLetter, recordResults } from "./queue.ts";
import { discardEmail, resendEmail } from "./resend.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

type EmailRow = typeof emailJobs.$inferInsert;

const now = new Date("2026-05-20T06:00:00Z");
const earlier = new Date("2026-05-19T06:00:00Z");
const from = "SeTrip <halo@setrip.test>";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

/** A mail that no attempt could deliver. */
async function dead(values: Partial<EmailRow> = {}): Promise<string> {
  const id = newId();
  await db()
    .insert(emailJobs)
    .values({
      id,
      dedupeKey: `booking-confirmed:${id}`,
      toEmail: "ana@example.com",
      fromAddress: "SeTrip <old@setrip.test>",
      template: "booking-confirmed",
      subject: "Pesanan terkonfirmasi",
      html: "<p>Halo Ana</p>",
      text: "Halo Ana",
      status: "FAILED",
      attempts: policy.emailMaxAttempts,
      deadAt: values.status || values.attempts !== undefined ? null : earlier,
      nextAttemptAt: earlier,
      lastError: "domain is not verified",
      createdAt: earlier,
      updatedAt: earlier,
      ...values,
    });
  return id;
}

const find = async (id: string) => (await db().select().from(emailJobs).where(eq(emailJobs.id, id)))[0]!;
const resend = (emailId: string) => resendEmail({ emailId, adminId: sari.id, now });
const discard = (emailId: string) => discardEmail({ emailId, adminId: sari.id, now });
const audits = () => db().select().from(auditLogs);

describe("a dead mail", () => {
  it("that has died again is not sent by the form of the page before", async () => {
    const id = await dead();
    const seenAt = (await find(id)).updatedAt;
    const press = () => resendEmail({ emailId: id, adminId: sari.id, seenAt, now });
    expect(await press()).toEqual({ ok: true });
    const [batch] = await claimDue({ now, lockedUntil: new Date(now.getTime() + 60_000), from });
    await deadLetter(batch!, { now: new Date(now.getTime() + 1_000), error: "no such mailbox" });
    expect(await press()).toEqual({ ok: false, reason: "not-dead" });
  });

  it("is sent again with all its attempts, under a new key and from today's sender", async () => {
    const id = await dead({ batchKey: "the old key", batchPosition: 3, batchSentAt: earlier });
    expect(await resend(id)).toEqual({ ok: true });
    expect(await find(id)).toMatchObject({ status: "PENDING", attempts: 0, nextAttemptAt: now, batchKey: null });
    expect((await find(id)).fromAddress).toBe(env().EMAIL_FROM);
    const [batch] = await claimDue({ now, lockedUntil: new Date(now.getTime() + 60_000), from });
    expect(batch?.mails.map((mail) => mail.id)).toEqual([id]);
    expect(batch?.key).not.toBe("the old key");
    expect(await audits()).toMatchObject([
      {
        action: "email.resend",
        actorId: sari.id,
        entityId: id,
        before: { attempts: policy.emailMaxAttempts },
        after: { attempts: 0 },
      },
    ]);
  });

  it("is not sent when two admins press at once but once, and the second is told so", async () => {
    const id = await dead();
    const outcomes = await Promise.all([resend(id), resend(id)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, reason: "not-dead" });
    expect(await audits()).toHaveLength(1);
  });

  it("that holds a one-time link is never sent again, and nobody sees its body", async () => {
    const id = await dead({ template: "reset-password", html: "", text: "" });
    const unblanked = await dead({ template: "verify-email", html: "token=secret", text: "token=secret" });
    expect(await resend(id)).toEqual({ ok: false, reason: "secret" });
    expect(await resend(unblanked)).toEqual({ ok: false, reason: "secret" });
    expect(await findEmail(unblanked)).toMatchObject({ secret: true, body: null });
    expect(JSON.stringify((await listEmails({ list: "dead" })).rows)).not.toContain("token");
  });

  it("that would mislead by now is not sent again", async () => {
    expect(await resend(await dead({ notAfter: now }))).toEqual({ ok: false, reason: "too-late" });
  });

  it("is discarded: its row stays, it is never sent, and it waits for nobody", async () => {
    const id = await dead();
    expect((await countWaiting()).deadMails).toBe(1);
    expect(await discard(id)).toEqual({ ok: true });
    expect(await find(id)).toMatchObject({ status: "FAILED", deadAt: earlier, discardedAt: now });
    expect((await countWaiting()).deadMails).toBe(0);
    expect(await discard(id)).toEqual({ ok: false, reason: "already" });
    expect(await resend(id)).toEqual({ ok: false, reason: "not-dead" });
    expect(await audits()).toMatchObject([{ action: "email.discard", entityId: id }]);
  });
});

describe("a mail that is not dead", () => {
  it("can be discarded while it waits, but not while the provider may have it, nor once it is sent", async () => {
    const waiting = await dead({ status: "PENDING", attempts: 0 });
    expect(await discard(waiting)).toEqual({ ok: true });
    expect(await claimDue({ now, lockedUntil: now, from })).toEqual([]);

    const claimed = await dead({ status: "FAILED", attempts: 2, batchKey: "key", batchPosition: 0 });
    expect(await discard(claimed)).toEqual({ ok: false, reason: "on-its-way" });
    await recordResults([{ id: claimed, providerId: "p" }], now);
    expect(await discard(claimed)).toEqual({ ok: false, reason: "sent" });
    expect(await resend(claimed)).toEqual({ ok: false, reason: "not-dead" });
  });

  it("loses its one-time link when it is discarded", async () => {
    const id = await dead({ status: "PENDING", attempts: 0, template: "verify-email" });
    await discard(id);
    expect(await find(id)).toMatchObject({ html: "", text: "" });
  });

  it("is not found under an id that none has", async () => {
    expect(await resend("nobody")).toEqual({ ok: false, reason: "not-found" });
    expect(await discard("nobody")).toEqual({ ok: false, reason: "not-found" });
    expect(await findEmail("nobody")).toBeUndefined();
  });
});

describe("the lists of mails", () => {
  it("tell waiting, failed, dead, sent and discarded ones apart", async () => {
    const expected = {
      waiting: await dead({ status: "PENDING", attempts: 0 }),
      failed: await dead({ attempts: 2 }),
      dead: await dead(),
      sent: await dead({ status: "SENT", attempts: 1, sentAt: earlier }),
      discarded: await dead({ discardedAt: earlier }),
    };
    for (const [list, id] of Object.entries(expected)) {
      const { rows } = await listEmails({ list: list as keyof typeof expected });
      expect(rows.map((row) => [row.id, row.list])).toEqual([[id, list]]);
    }
  });

  it("carry no bodies", async () => {
    await dead();
    expect((await listEmails({ list: "dead" })).rows[0]).not.toHaveProperty("html");
  });

  it("find the mails about one thing", async () => {
    const first = await dead({ dedupeKey: "booking-confirmed:b1" });
    const second = await dead({ dedupeKey: "proof-rejected:p1:7", createdAt: now });
    await dead({ dedupeKey: "booking-confirmed:b10" });
    expect((await emailsAbout(["b1", "p1"])).map(({ id }) => id)).toEqual([second, first]);
  });

  it("open a mail with what it says until that is forgotten", async () => {
    expect((await findEmail(await dead()))?.body).toEqual({ html: "<p>Halo Ana</p>", text: "Halo Ana" });
    const forgotten = await dead({ status: "SENT", sentAt: earlier, html: "", text: "" });
    expect((await findEmail(forgotten))?.body).toBeNull();
  });
});
