import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { db, pool, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { suspendUser } from "#domain/bookings/payouts/suspend.ts";
import { bookingParticipants, bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { forgetOldMails } from "#domain/emails/prune.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { policy } from "#domain/policy.ts";
import { saveProfile } from "#domain/users/profile.ts";
import { reinstateOrganizer } from "#domain/users/review.ts";
import { organizerProfiles, sessions, users } from "#domain/users/schema.ts";
import { signIn } from "#domain/users/sign-in.ts";
import { signUp } from "#domain/users/sign-up.ts";
import { givenAccount, newVisitor, password } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { deleteAccount, eraseAccount, openOfAccount } from "./delete-account.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-06-01T03:00:00Z");
const erase = (userId: string) => eraseAccount(userId, { now });
const kinds = async (userId: string) => (await openOfAccount(userId)).map(({ kind }) => kind);
const find = async (id: string) => (await db().select().from(users).where(eq(users.id, id)))[0]!;
const released = { status: "RELEASED", releasedAt: now } as const;

/** A trip that is over, whose money is on its way. */
const travelled = async (user: Awaited<ReturnType<typeof givenUser>>) => {
  const trip = await givenTrip({ status: "COMPLETED" });
  return givenBooking({ trip, user, proofPath: "bukti.webp", payout: released, booking: { note: "Alergi udang" } });
};

/** Every text of every row of the database, but of what nobody wrote about Ana. */
async function everything(): Promise<string> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const parts = [];
  for (const { name } of tables)
    parts.push((await pool().query<{ t: string }>(`select string_agg(x::text, ' ') as t from "${name}" x`)).rows[0]!.t);
  return parts.join(" ");
}

describe("deleting an account", () => {
  it("leaves the money and nothing of the person: no name, number, address, account or paper, in no table", async () => {
    const ana = await givenUser({
      ...{ name: "Anastasia Wulandari", email: "anastasia@example.com", phone: "+6281255554444" },
      ...{ bankName: "BCA", bankAccountNo: "5550001112", bankAccountName: "Anastasia W" },
    });
    await saveProfile(ana.id, { name: "Anastasia Baru", phone: "+6281255554444" }, { now });
    const { booking, payment } = await travelled(ana);
    await db().update(bookings).set({ contactPhone: "+6281255554444" }).where(eq(bookings.id, booking.id));
    await db()
      .update(bookingParticipants)
      .set({ fullName: "Anastasia Wulandari", emergencyContact: "Ibu 0813444" })
      .where(eq(bookingParticipants.bookingId, booking.id));
    const to = { email: ana.email, locale: ana.locale };
    await enqueueEmails(
      db(),
      [{ template: "password-changed", dedupeKey: "password-changed:x", to, props: { name: ana.name } }],
      { now },
    );
    expect(await everything()).toMatch(/Anastasia.*5550001112|5550001112.*Anastasia/s);
    expect(await erase(ana.id)).toEqual({ ok: true });
    const lastMail = await db().select().from(emailJobs).where(eq(emailJobs.template, "account-deleted"));
    expect(lastMail).toMatchObject([{ toEmail: "anastasia@example.com", status: "PENDING" }]);
    await db().delete(emailJobs).where(eq(emailJobs.template, "account-deleted"));
    expect(await everything()).not.toMatch(/anastasia|55554444|5550001112|0813444|Alergi/i);
    const [left] = await db().select().from(payments).where(eq(payments.id, payment.id));
    expect(left).toMatchObject({ status: "PAID", receivedAmount: payment.receivedAmount, proofPath: null });
    expect(await find(ana.id)).toMatchObject({ deletedAt: now, name: "Akun dihapus", emailVerified: false });
    const actions = (await db().select().from(auditLogs)).map(({ action }) => action);
    expect(actions).toContain("user.delete");
    expect(await erase(ana.id)).toEqual({ ok: false, reason: "gone" });
  });

  it("asks for the password, ends every session, and the same address signs up anew", async () => {
    const ana = await givenAccount({ email: "ana@example.com" });
    await signIn({ email: ana.email, password }, newVisitor());
    const at = new Date();
    expect(await deleteAccount({ userId: ana.id, typed: "salah" }, { now: at })).toEqual({
      ...{ ok: false, reason: "wrong-password" },
    });
    expect(await deleteAccount({ userId: ana.id, typed: password }, { now: at })).toEqual({ ok: true });
    expect(await db().$count(sessions)).toBe(0);
    expect(await signIn({ email: "ana@example.com", password }, newVisitor())).toMatchObject({ ok: false });
    const asked = { name: "Ana", email: "ana@example.com", phone: "+6281234567890", locale: "id" as const };
    await signUp({ ...asked, password: "fajar di pantai" }, { visitor: newVisitor(), now: at });
    expect(await db().$count(users, eq(sql`lower(${users.email})`, "ana@example.com"))).toBe(1);
  });

  it("is refused while a trip is to come, a proof waits, money is owed or held, each by its name", async () => {
    const ana = await givenUser();
    await givenBooking({ user: ana });
    await givenBooking({ user: ana, status: "PENDING_PAYMENT", trip: await givenTrip() });
    expect(await kinds(ana.id)).toEqual(["booking", "booking"]);
    const owed = await givenUser({ name: "Budi" });
    const { booking } = await travelled(owed);
    expect(await kinds(owed.id)).toEqual([]);
    await givenRefund(booking, { status: "REJECTED" });
    expect(await kinds(owed.id)).toEqual([]);
    const held = await givenUser({ name: "Cici" });
    await givenBooking({ user: held, trip: await givenTrip({ status: "COMPLETED" }) });
    expect(await kinds(held.id)).toEqual(["held"]);
    const waiting = await givenUser({ name: "Dodi" });
    const cancelled = { trip: await givenTrip(), status: "CANCELLED", proofPath: "b.webp" } as const;
    await givenBooking({ user: waiting, ...cancelled, payment: { status: "AWAITING" } });
    expect(await kinds(waiting.id)).toEqual(["payment"]);
    for (const { id } of [ana, held, waiting]) {
      expect(await erase(id)).toMatchObject({ ok: false, reason: "open" });
      expect((await find(id)).deletedAt).toBeNull();
    }
  });

  it("an organizer with a trip to come, or money that was not transferred, is refused", async () => {
    const [hugo, wayan] = [await givenUser({ name: "Hugo" }), await givenUser({ name: "Wayan" })];
    await givenTrip({ organizerId: (await givenOrganizer({ user: hugo })).id });
    expect(await kinds(hugo.id)).toEqual(["trip"]);
    const { id: organizerId } = await givenOrganizer({ user: wayan });
    const trip = await givenTrip({ organizerId, status: "COMPLETED" });
    expect(await kinds(wayan.id)).toEqual([]);
    const { payout } = await givenBooking({ trip, payout: released });
    expect(await openOfAccount(wayan.id)).toMatchObject([
      { kind: "payout", of: trip.id, amountRupiah: payout!.amount },
    ]);
    for (const { id } of [hugo, wayan]) expect(await erase(id)).toMatchObject({ ok: false, reason: "open" });
  });

  it("an organizer who ended is shown to nobody, keeps no card, and no admin lets them in again", async () => {
    const hugo = await givenUser({ name: "Hugo" });
    const profile = await givenOrganizer({ user: hugo, displayName: "Hugo Gunung" });
    await givenTrip({ organizerId: profile.id, status: "COMPLETED" });
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    expect(await erase(hugo.id)).toEqual({ ok: true });
    const [left] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.id, profile.id));
    expect(left).toMatchObject({ status: "SUSPENDED", idDocPath: null, bio: "", city: "", whatsapp: "" });
    expect(left!.displayName).toBe("Penyelenggara (akun dihapus)");
    expect(left!.slug).not.toContain("hugo");
    const review = { organizerId: profile.id, adminId: sari.id, now };
    expect(await reinstateOrganizer(review)).toEqual({ ok: false, reason: "not-found" });
    expect(await suspendUser({ userId: hugo.id, adminId: sari.id, note: "x", now })).toEqual({
      ...{ ok: false, reason: "not-found" },
    });
  });

  it("the last admin stays, also when two leave in the same moment", async () => {
    const admins = [await givenUser({ name: "Sari", role: "ADMIN" }), await givenUser({ name: "Tono", role: "ADMIN" })];
    const outcomes = await Promise.all(admins.map(({ id }) => erase(id)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: "open", obstacles: [{ kind: "last-admin" }] });
    expect(await db().$count(users, eq(users.role, "ADMIN"))).toBe(1);
  });

  it("two presses at once delete once", async () => {
    const ana = await givenUser();
    const outcomes = await Promise.all([erase(ana.id), erase(ana.id)]);
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await db().$count(auditLogs, eq(auditLogs.action, "user.delete"))).toBe(1);
  });
});

describe("mails of a deleted account", () => {
  it("what was not sent never is, later ones are not queued, and what is on its way keeps its words", async () => {
    const ana = await givenUser({ email: "ana@example.com" });
    const to = { email: ana.email, locale: ana.locale };
    const mail = (key: string) =>
      ({ template: "password-changed", dedupeKey: `password-changed:${key}`, to, props: { name: "Ana" } }) as const;
    await enqueueEmails(db(), [mail("waits"), mail("leaves")], { now });
    const inBatch = { batchKey: "b", batchPosition: 0, batchSentAt: now };
    await db().update(emailJobs).set(inBatch).where(eq(emailJobs.dedupeKey, "password-changed:leaves"));
    await erase(ana.id);
    const rows = await db().select().from(emailJobs);
    const of = (key: string) => rows.find(({ dedupeKey }) => dedupeKey === `password-changed:${key}`);
    expect(of("waits")).toMatchObject({ status: "FAILED", deadAt: now, discardedAt: now, html: "" });
    expect(of("leaves")).toMatchObject({ status: "PENDING", toEmail: "ana@example.com" });
    expect(of("leaves")!.html).not.toBe("");
    const gone = await find(ana.id);
    const later = { ...mail("later"), to: { email: gone.email, locale: gone.locale } };
    expect(await enqueueEmails(db(), [later], { now })).toBe(0);
  });

  it("the last mail and what was on its way lose the address with the weekly job; who signed up with it since keeps theirs", async () => {
    const ana = await givenUser({ email: "ana@example.com" });
    await erase(ana.id);
    const another = await givenUser({ email: "ana@example.com" });
    const later = new Date(now.getTime() + policy.emailBodyKeptMs);
    const to = { email: another.email, locale: another.locale };
    await enqueueEmails(db(), [{ template: "password-changed", dedupeKey: "password-changed:y", to, props: {} }], {
      now: new Date(now.getTime() + 1),
    });
    await db().execute(sql`update "EmailJob" set status = 'SENT', "sentAt" = "createdAt"`);
    await forgetOldMails(sweepAt(new Date(later.getTime() - 1)));
    const addresses = async () => (await db().select().from(emailJobs)).map(({ toEmail }) => toEmail).toSorted();
    expect(await addresses()).toEqual(["ana@example.com", "ana@example.com"]);
    await forgetOldMails(sweepAt(later));
    expect(await addresses()).toEqual([`${ana.id}@akun-dihapus.invalid`, "ana@example.com"].toSorted());
  });
});

describe("the audit log", () => {
  it("lets nothing of a line change but what it says of a person, into a blank", async () => {
    const actor = { type: "USER", id: "x" } as const;
    const change = { action: "user.save-profile", entity: "User", entityId: "x" } as const;
    await transaction((tx) =>
      audit(tx, [{ actor, ...change, before: { name: "Ana", role: "USER" }, after: { name: "Ani", role: "ADMIN" } }], {
        now,
      }),
    );
    const update = (set: string) => pool().query(`update "AuditLog" set ${set}`);
    const refused = /only ever added/;
    await expect(update(`"action" = 'user.sign-up'`)).rejects.toThrow(refused);
    await expect(update(`"before" = '{"name": "Eve", "role": "USER"}'`)).rejects.toThrow(refused);
    await expect(update(`"before" = '{"name": "…", "role": "ADMIN"}'`)).rejects.toThrow(refused);
    await expect(
      update(
        `"before" = "withoutPerson"("entity", "before"), "after" = "withoutPerson"("entity", "after"), "actorId" = null`,
      ),
    ).rejects.toThrow(refused);
    await expect(pool().query(`delete from "AuditLog"`)).rejects.toThrow(refused);
    await update(`"before" = "withoutPerson"("entity", "before"), "after" = "withoutPerson"("entity", "after")`);
    expect(await db().select().from(auditLogs)).toMatchObject([
      { before: { name: "…", role: "USER" }, after: { name: "…", role: "ADMIN" } },
    ]);
  });
});
