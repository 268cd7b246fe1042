import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { bookingParticipants } from "#domain/bookings/schema/bookings.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { policy } from "#domain/policy.ts";
import { sessions } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { givenAccount, password } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { dataOf, exportData } from "./export.ts";

ownDatabase();

const now = new Date("2026-06-01T03:00:00Z");
const at = { now, appUrl: "https://setrip.example" };

async function fileOf(
  userId: string,
): Promise<{ text: string; data: Record<string, never[]> & { [name: string]: unknown } }> {
  const text = (await Array.fromAsync(dataOf(userId, at))).join("");
  return { text, data: JSON.parse(text) };
}

describe("a copy of one's data", () => {
  it("has everything of somebody, with links to their uploads", async () => {
    const ana = await givenUser({
      name: "Ana Lestari",
      bankName: "BCA",
      bankAccountNo: "1112223334",
      bankAccountName: "Ana",
    });
    const trip = await givenTrip({ title: "Bromo Midnight" });
    const { booking, payment } = await givenBooking({ user: ana, trip, pax: 2, proofPath: "bukti.webp" });
    await givenRefund(booking, { status: "REJECTED", evidencePath: "laporan.webp", note: "Pemandu tidak datang" });
    const to = { email: ana.email, locale: ana.locale };
    await enqueueEmails(
      db(),
      [
        {
          template: "reset-password",
          dedupeKey: "reset-password:x",
          to,
          props: { url: "https://setrip.example/atur-sandi?token=rahasia" },
        },
      ],
      { now },
    );
    const { data, text } = await fileOf(ana.id);
    expect(data.profile).toMatchObject({ name: "Ana Lestari", email: ana.email, bankAccountNo: "1112223334" });
    expect(data.bookings).toMatchObject([
      {
        code: booking.code,
        trip: { title: "Bromo Midnight" },
        travellers: [{ name: expect.any(String) }, {}],
        payment: { amount: payment.amount, proof: `https://setrip.example/berkas/bukti/${payment.id}` },
        refunds: [{ note: "Pemandu tidak datang", evidence: expect.stringContaining("/berkas/laporan/") }],
      },
    ]);
    expect(data.mails).toMatchObject([{ subject: expect.any(String), to: ana.email }]);
    expect(text).not.toContain("rahasia");
    expect(data.organizer).toBeUndefined();
  });

  it("has what an organizer wrote and is paid, and nothing of those who travel with them", async () => {
    const hugo = await givenUser({ name: "Hugo" });
    const { id: organizerId } = await givenOrganizer({ user: hugo, displayName: "Hugo Gunung" });
    const trip = await givenTrip({ organizerId, title: "Gunung Gede" });
    const rahma = await givenUser({ name: "Rahma Tersembunyi", phone: "+6281277777777" });
    const { booking, payout } = await givenBooking({ trip, user: rahma });
    await db()
      .update(bookingParticipants)
      .set({ fullName: "Rahma Tersembunyi", emergencyContact: "Ayah 0812777" })
      .where(eq(bookingParticipants.bookingId, booking.id));
    const { data, text } = await fileOf(hugo.id);
    expect(data.organizer).toMatchObject({
      displayName: "Hugo Gunung",
      identityCard: expect.stringContaining("/berkas/identitas/"),
    });
    expect(data.trips).toMatchObject([{ title: "Gunung Gede" }]);
    expect(data.payouts).toMatchObject([{ amount: payout!.amount, trip: "Gunung Gede" }]);
    expect(text).not.toMatch(/Rahma|7777|0812777/);
    expect(text).not.toContain(booking.code);
  });

  it("is whole where somebody has nothing yet", async () => {
    const { data } = await fileOf((await givenUser()).id);
    expect(data).toMatchObject({ devices: [], formerEmails: [], bookings: [], mails: [], whatYouDid: [] });
  });

  it("goes on page by page, and names no session's token", async () => {
    const ana = await givenUser();
    const many = limits.dataExport.rowsPerPage + 3;
    const row = { userId: ana.id, expiresAt: now, createdAt: now, updatedAt: now };
    await db()
      .insert(sessions)
      .values(Array.from({ length: many }, () => ({ id: newId(), token: `rahasia-${newId()}`, ...row })));
    const { data, text } = await fileOf(ana.id);
    expect(data.devices).toHaveLength(many);
    expect(text).not.toContain("rahasia");
  });

  it("says every mail once, however many went out in one moment", async () => {
    const ana = await givenUser();
    const many = 2 * limits.dataExport.rowsPerPage + 1;
    const to = { email: ana.email, locale: ana.locale };
    const mails = Array.from({ length: many }, (_, n) => `password-changed:${n}`).map(
      (dedupeKey) => ({ template: "password-changed", dedupeKey, to, props: {} }) as const,
    );
    await enqueueEmails(db(), mails, { now });
    const ids = ((await fileOf(ana.id)).data.mails as { id: string }[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(many);
    expect(ids).toHaveLength(many);
  });

  it("takes the password, leaves a line of the audit log, and only so often", async () => {
    const ana = await givenAccount({});
    const asked = (typed: string) => exportData({ userId: ana.id, typed }, { ...at, now: new Date() });
    expect(await asked("salah")).toMatchObject({ ok: false, reason: "wrong-password" });
    expect(await db().$count(auditLogs, eq(auditLogs.action, "user.export"))).toBe(0);
    for (let time = 0; time < policy.attempts.export.max; time++)
      expect(await asked(password)).toMatchObject({ ok: true });
    expect(await asked(password)).toMatchObject({ ok: false, reason: "too-many" });
    expect(await db().$count(auditLogs, eq(auditLogs.action, "user.export"))).toBe(policy.attempts.export.max);
  });
});
