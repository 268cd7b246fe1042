import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { suspendOrganizer } from "#domain/bookings/payouts/suspend.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { asksForSeats, audits, mails, takesSeats } from "#tests/stories.ts";
import { applyAsOrganizer, organizerForm } from "./organizers.ts";
import { approveOrganizer, reinstateOrganizer, rejectOrganizer } from "./review.ts";
import { organizerProfiles } from "./schema.ts";

ownDatabase();

const now = new Date("2026-05-01T03:00:00Z");
const typed = { displayName: "Hugo Trips", bio: "Sejak 2015.", city: "Bandung", whatsapp: "+6281234567891" };
const form = organizerForm.parse(typed);
const bank = { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" };

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const applies = (user: { id: string }, idDocPath = "ktp.webp") =>
  applyAsOrganizer({ userId: user.id, form, idDocPath, now });
const idOf = async (answer: ReturnType<typeof applies>) => {
  const applied = await answer;
  if (!applied.ok) throw new Error(applied.reason);
  return { organizerId: applied.organizerId, adminId: sari.id, now };
};
const profiles = () => db().select().from(organizerProfiles);

describe("somebody who wants to organize trips", () => {
  it("waits until an admin has looked at it, and then may publish", async () => {
    const hugo = await givenUser({ name: "Hugo", ...bank });
    const application = await idOf(applies(hugo));
    expect(await profiles()).toMatchObject([{ userId: hugo.id, status: "PENDING", idDocPath: "ktp.webp", ...form }]);
    expect(await approveOrganizer(application)).toEqual({ ok: true });
    expect(await profiles()).toMatchObject([{ status: "APPROVED", reviewedById: sari.id, reviewedAt: now }]);
    expect(await mails("organizer-approved")).toMatchObject([{ toEmail: hugo.email }]);
    expect(await audits("organizer.approve")).toMatchObject([{ actorId: sari.id, before: { status: "PENDING" } }]);
  });

  it("is not approved before he has said where his money goes", async () => {
    const hugo = await givenUser({ name: "Hugo" });
    const application = await idOf(applies(hugo));
    expect(await approveOrganizer(application)).toEqual({ ok: false, reason: "no-account" });
    await saveBankAccount(hugo.id, bank, { now });
    expect(await approveOrganizer(application)).toEqual({ ok: true });
  });

  it("is approved and rejected by what the page showed: who applied again, or named another account, is looked at again", async () => {
    const hugo = await givenUser({ name: "Hugo", ...bank });
    const application = await idOf(applies(hugo));
    const [first] = await profiles();
    const old = { ...application, seenAt: first!.updatedAt, seenAccount: bank };
    const later = new Date(now.getTime() + 60_000);
    await rejectOrganizer({ ...old, note: "KTP buram" });
    await applyAsOrganizer({ userId: hugo.id, form, idDocPath: "ktp-2.webp", now: later });
    const changed = { ok: false, reason: "changed" };
    expect(await approveOrganizer(old)).toEqual(changed);
    expect(await rejectOrganizer({ ...old, note: "KTP buram" })).toEqual(changed);
    const seen = { ...old, seenAt: later, seenAccount: { ...bank, bankAccountNo: "999" } };
    expect(await approveOrganizer(seen)).toEqual(changed);
    expect(await profiles()).toMatchObject([{ status: "PENDING" }]);
    expect(await approveOrganizer({ ...old, seenAt: later })).toEqual({ ok: true });
  });

  it("is told why he was rejected and may ask again, each time", async () => {
    const hugo = await givenUser({ name: "Hugo", ...bank });
    const application = await idOf(applies(hugo));
    const later = new Date(now.getTime() + 60_000);
    expect(await rejectOrganizer({ ...application, note: "KTP buram" })).toEqual({ ok: true });
    expect(await applies(hugo, "ktp-2.webp")).toEqual({
      ok: true,
      organizerId: application.organizerId,
      replacedIdDoc: "ktp.webp",
    });
    expect(await rejectOrganizer({ ...application, note: "KTP orang lain", now: later })).toEqual({ ok: true });
    expect((await mails("organizer-rejected")).map(({ text }) => /KTP [a-z ]+/.exec(text)?.[0])).toEqual([
      "KTP buram",
      "KTP orang lain",
    ]);
  });

  it("hands in his identity card, and need not do so again", async () => {
    const hugo = await givenUser({ name: "Hugo", ...bank });
    const without = () => applyAsOrganizer({ userId: hugo.id, form, now });
    expect(await without()).toEqual({ ok: false, reason: "no-document" });
    const application = await idOf(applies(hugo));
    await rejectOrganizer({ ...application, note: "Nama berbeda" });
    expect(await without()).toEqual({ ok: true, organizerId: application.organizerId });
    expect(await profiles()).toMatchObject([{ status: "PENDING", idDocPath: "ktp.webp" }]);
  });

  it("asks once, with a verified address, and not while suspended", async () => {
    const hugo = await givenUser({ name: "Hugo" });
    const answers = await Promise.all([applies(hugo), applies(hugo)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: "already" });
    expect(await applies(await givenUser({ emailVerified: false }))).toEqual({ ok: false, reason: "unverified" });
    expect(await applies(await givenUser({ suspendedAt: now }))).toEqual({ ok: false, reason: "suspended" });
    expect(await applies({ id: "nowhere" })).toEqual({ ok: false, reason: "not-found" });
    expect(await profiles()).toHaveLength(1);
  });

  it.each([{ displayName: " " }, { whatsapp: "0812" }, { bio: "x".repeat(2_001) }])(
    "fills the form: %o is refused",
    (wrong) => {
      expect(organizerForm.safeParse({ ...typed, ...wrong }).success).toBe(false);
    },
  );
});

describe("two admins", () => {
  it("who decide differently at once: one is told what the other decided", async () => {
    const application = await idOf(applies(await givenUser({ name: "Hugo", ...bank })));
    const answers = await Promise.all([
      approveOrganizer(application),
      rejectOrganizer({ ...application, note: "Tidak" }),
    ]);
    const [profile] = await profiles();
    expect(answers).toContainEqual({ ok: true });
    expect(answers).toContainEqual({ ok: false, reason: "status", status: profile?.status });
    expect(await mails()).toHaveLength(1);
  });
});

describe("a suspended organizer", () => {
  it("gets no new bookings, keeps those that exist, and may be reinstated", async () => {
    const hugo = await givenOrganizer();
    const trip = await givenTrip({ organizerId: hugo.id });
    await takesSeats(trip, now.toISOString());
    const review = { organizerId: hugo.id, adminId: sari.id, now };
    expect(await suspendOrganizer({ ...review, note: "Laporan penipuan" })).toEqual({ ok: true });
    expect(await asksForSeats(trip, now.toISOString())).toMatchObject({ ok: false, reason: "not-open" });
    expect(await reinstateOrganizer(review)).toEqual({ ok: true });
    expect(await asksForSeats(trip, now.toISOString())).toMatchObject({ ok: true });
    expect(await reinstateOrganizer(review)).toEqual({ ok: false, reason: "status", status: "APPROVED" });
    expect(await suspendOrganizer({ ...review, organizerId: "nowhere", note: "" })).toEqual({
      ok: false,
      reason: "not-found",
    });
  });
});
