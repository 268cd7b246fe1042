import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { policy } from "#domain/policy.ts";
import { env } from "#env.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { claimDue } from "./queue.ts";
import { deadMailGroups, resendDeadMails } from "./resend-many.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

type EmailRow = typeof emailJobs.$inferInsert;

const now = new Date("2026-05-20T06:00:00Z");
const earlier = new Date("2026-05-19T06:00:00Z");
const later = new Date("2026-05-21T06:00:00Z");

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const none = { count: 0, resendable: 0, tooLate: 0, secret: 0 };
const suspended = "HTTP 403 suspended_api_key: This API key is suspended";

async function dead(count: number, values: Partial<EmailRow> = {}): Promise<void> {
  const rows = Array.from({ length: count }, (_, n): EmailRow => {
    const id = newId();
    return {
      id,
      dedupeKey: `booking-confirmed:${id}`,
      toEmail: `p${n}@example.com`,
      fromAddress: "SeTrip <old@setrip.test>",
      template: "booking-confirmed",
      subject: "Pesanan terkonfirmasi",
      html: "<p>Halo</p>",
      text: "Halo",
      status: "FAILED",
      attempts: policy.emailMaxAttempts,
      deadAt: earlier,
      nextAttemptAt: earlier,
      lastError: suspended,
      batchKey: "the old key",
      batchPosition: n,
      batchSentAt: earlier,
      createdAt: earlier,
      updatedAt: earlier,
      ...values,
    };
  });
  for (let at = 0; at < rows.length; at += 2_000)
    await db()
      .insert(emailJobs)
      .values(rows.slice(at, at + 2_000));
}

const rows = () => db().select().from(emailJobs);
const waiting = async () => (await rows()).filter(({ status }) => status === "PENDING");
const audits = () => db().select().from(auditLogs);
const resend = (key?: string, deadBefore = now) => resendDeadMails({ key, deadBefore, adminId: sari.id, now });
const keyOf = async (error: string) =>
  (await deadMailGroups({ now })).groups.find((group) => group.lastError?.includes(error))!.key;

describe("dead mails by what they died of", () => {
  it("are none", async () => {
    expect(await deadMailGroups({ now })).toEqual({ groups: [], all: none });
  });

  it("are counted, most frequent first, with those that cannot go out again and why", async () => {
    await dead(3, { lastError: null, endCause: "too-late", notAfter: earlier });
    await dead(4);
    await dead(1, { notAfter: now });
    await dead(2, { template: "reset-password", html: "", text: "", notAfter: earlier });
    await dead(5, { discardedAt: earlier });
    await dead(5, { status: "PENDING", deadAt: null });
    const { groups, all } = await deadMailGroups({ now });
    expect(groups).toMatchObject([
      { lastError: suspended, endCause: null, count: 7, resendable: 4, tooLate: 1, secret: 2 },
      { endCause: "too-late", count: 3, resendable: 0, tooLate: 3, secret: 0 },
    ]);
    expect(all).toEqual({ count: 10, resendable: 4, tooLate: 4, secret: 2 });
  });

  it("are one group although each error names its own address and number", async () => {
    await dead(1, { lastError: "ana@example.com is suppressed (request 8f3a-1)" });
    await dead(1, { lastError: "hugo@example.com is suppressed (request 77be-2)" });
    expect((await deadMailGroups({ now })).groups).toMatchObject([{ count: 2, resendable: 2 }]);
  });

  it("are at most twenty groups, and counted all the same", async () => {
    for (const letter of "abcdefghijklmnopqrstuvwxy") await dead(1, { lastError: `error ${letter}` });
    const { groups, all } = await deadMailGroups({ now });
    expect(groups).toHaveLength(20);
    expect(all.count).toBe(25);
  });
});

describe("sending many again", () => {
  it("takes the group's, each under a new key, from today's sender and with all attempts; the others stay", async () => {
    await dead(3);
    await dead(2, { lastError: "Not possible." });
    await dead(1, { notAfter: now });
    await dead(1, { template: "reset-password", html: "", text: "" });
    expect(await resend(await keyOf("suspended"))).toEqual({ resent: 3, left: 0 });
    const again = await waiting();
    expect(again).toHaveLength(3);
    for (const row of again) {
      expect(row).toMatchObject({ attempts: 0, deadAt: null, nextAttemptAt: now, batchKey: null, lockedUntil: null });
      expect(row.fromAddress).toBe(env().EMAIL_FROM);
    }
    const [batch] = await claimDue({ now, lockedUntil: later, from: "x" });
    expect(batch?.mails).toHaveLength(3);
    expect(batch?.key).not.toBe("the old key");
  });

  it("takes all that may go out, whatever they died of", async () => {
    await dead(3);
    await dead(2, { lastError: "Not possible." });
    await dead(2, { template: "verify-email", html: "", text: "" });
    expect(await resend()).toEqual({ resent: 5, left: 0 });
    expect((await rows()).filter(({ deadAt }) => deadAt)).toHaveLength(2);
  });

  it("writes down each mail, with who did it", async () => {
    await dead(2);
    await resend();
    const written = await audits();
    expect(written.map(({ entityId }) => entityId).sort()).toEqual((await rows()).map(({ id }) => id).sort());
    expect(written[0]).toMatchObject({
      action: "email.resend",
      actorType: "ADMIN",
      actorId: sari.id,
      entity: "EmailJob",
      before: { status: "FAILED", attempts: policy.emailMaxAttempts, deadAt: earlier.toISOString() },
      after: { status: "PENDING", attempts: 0, deadAt: null },
    });
  });

  it("does nothing at the second press, and leaves alone what died since the count was shown", async () => {
    await dead(2);
    await dead(1, { deadAt: later, updatedAt: later });
    expect(await resend()).toEqual({ resent: 2, left: 0 });
    expect(await resend()).toEqual({ resent: 0, left: 0 });
    expect(await audits()).toHaveLength(2);
  });

  it("shares them among presses at the same moment: none twice, none forgotten", async () => {
    await dead(3 * limits.mail.resendAtOnce + 7);
    const presses = await Promise.all([resend(), resend(), resend()]);
    expect(presses.reduce((sum, { resent }) => sum + resent, 0)).toBe(3 * limits.mail.resendAtOnce + 7);
    expect(await audits()).toHaveLength(3 * limits.mail.resendAtOnce + 7);
    expect(await waiting()).toHaveLength(3 * limits.mail.resendAtOnce + 7);
  });

  it("passes over a mail that a drain or another admin has at this moment", async () => {
    await dead(2);
    const [held] = await rows();
    await db().transaction(async (tx) => {
      await tx.execute(`select from "EmailJob" where "id" = '${held!.id}' for update`);
      expect(await resend()).toEqual({ resent: 1, left: 1 });
    });
    expect(await resend()).toEqual({ resent: 1, left: 0 });
  });
});
