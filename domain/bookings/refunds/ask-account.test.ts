import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { policy } from "#domain/policy.ts";
import { users } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenUser } from "#tests/rows.ts";
import { mails } from "#tests/stories.ts";
import { accountAskedAt, askForAccount } from "./ask-account.ts";

ownDatabase();

const now = new Date("2026-05-12T05:00:00Z");
const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});
const given = async (changes: Parameters<typeof givenRefund>[1] = {}) =>
  givenRefund((await givenBooking()).booking, { status: "APPROVED", approvedAt: now, ...changes });
const asks = (refundId: string, at = now) => askForAccount({ refundId, adminId: sari.id, now: at });

describe("a participant whose refund waits for an account", () => {
  it("is asked again by one mail with the way to the form, in the admin's name, whoever asks at the same time", async () => {
    const { id } = await given();
    const answers = await Promise.all([asks(id), asks(id)]);
    expect(answers).toContainEqual({ ok: true });
    const againAt = new Date(now.getTime() + policy.askForAccountEveryMs);
    expect(answers).toContainEqual({ ok: false, reason: "too-soon", againAt });
    const letters = await mails("refund-approved");
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ subject: expect.stringContaining("menunggu rekeningmu") });
    expect(letters[0]?.text).toContain("/akun/rekening");
    expect(await db().select().from(auditLogs).where(eq(auditLogs.entityId, id))).toMatchObject([
      { actorId: sari.id, action: "refund.ask-account" },
    ]);
    expect(await accountAskedAt([id])).toEqual(new Map([[id, now]]));
  });

  it("is asked again a day later, not a millisecond sooner", async () => {
    const { id } = await given();
    const later = (ms: number) => new Date(now.getTime() + policy.askForAccountEveryMs + ms);
    expect(await asks(id)).toEqual({ ok: true });
    expect(await asks(id, later(-1))).toMatchObject({ ok: false, reason: "too-soon" });
    expect(await asks(id, later(0))).toEqual({ ok: true });
    expect(await mails("refund-approved")).toHaveLength(2);
  });

  it("is not asked while they are suspended and could not sign in to fill it in", async () => {
    const { id } = await given();
    await db().update(users).set({ suspendedAt: now });
    expect(await asks(id)).toEqual({ ok: false, reason: "suspended" });
    expect(await mails("refund-approved")).toHaveLength(0);
    await db().update(users).set({ suspendedAt: null });
    expect(await asks(id)).toEqual({ ok: true });
  });

  it("is not asked once he has filled it in, nor for what is decided otherwise, nor for what is not there", async () => {
    expect(await asks((await given(bank)).id)).toEqual({ ok: false, reason: "has-account" });
    const rejected = await given({ status: "REJECTED", approvedAt: null });
    expect(await asks(rejected.id)).toEqual({ ok: false, reason: "not-approved", status: "REJECTED" });
    expect(await asks("nobody")).toEqual({ ok: false, reason: "not-found" });
    expect(await mails("refund-approved")).toHaveLength(0);
  });
});
