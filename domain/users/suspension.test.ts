import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { suspendUser } from "#domain/bookings/payouts/suspend.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenUser, madeAt } from "#tests/rows.ts";
import { audits } from "#tests/stories.ts";
import { organizerProfiles, sessions, users } from "./schema.ts";
import { reinstateUser } from "./suspension.ts";

ownDatabase();

const now = new Date("2026-05-02T03:00:00Z");
const note = "Laporan penipuan";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const suspend = (user: { id: string }, admin = sari) => suspendUser({ userId: user.id, adminId: admin.id, note, now });
const suspendedAt = async ({ id }: { id: string }) =>
  (await db().select({ at: users.suspendedAt }).from(users).where(eq(users.id, id)))[0]?.at;

it("who is suspended loses every session at once, and the log says why", async () => {
  const eve = await givenUser({ name: "Eve" });
  const ana = await givenUser();
  for (const user of [eve, ana]) {
    const stamps = { expiresAt: now, createdAt: madeAt, updatedAt: madeAt };
    await db()
      .insert(sessions)
      .values({ id: newId(), token: user.id, userId: user.id, ...stamps });
  }
  expect(await suspend(eve)).toEqual({ ok: true });
  expect(await suspendedAt(eve)).toEqual(now);
  expect(await db().select({ userId: sessions.userId }).from(sessions)).toEqual([{ userId: ana.id }]);
  expect(await audits("user.suspend")).toMatchObject([{ actorId: sari.id, entityId: eve.id, after: { why: note } }]);
  expect(await suspend(eve)).toEqual({ ok: false, reason: "already" });
  expect(await suspend({ id: "nowhere" })).toEqual({ ok: false, reason: "not-found" });
});

it("an organizer's trips take no new bookings either; letting him in again does not approve him", async () => {
  const hugo = await givenUser({ name: "Hugo" });
  await givenOrganizer({ user: hugo });
  await suspend(hugo);
  expect(await db().select().from(organizerProfiles)).toMatchObject([{ status: "SUSPENDED", reviewNote: note }]);
  expect(await audits("organizer.suspend")).toHaveLength(1);
  expect(await reinstateUser({ userId: hugo.id, adminId: sari.id, now })).toEqual({ ok: true });
  expect(await suspendedAt(hugo)).toBeNull();
  expect(await db().select().from(organizerProfiles)).toMatchObject([{ status: "SUSPENDED" }]);
  expect(await audits("user.reinstate")).toMatchObject([{ actorId: sari.id, after: { suspendedAt: null } }]);
  const again = { userId: hugo.id, adminId: sari.id, now };
  expect(await reinstateUser(again)).toEqual({ ok: false, reason: "already" });
  expect(await reinstateUser({ ...again, userId: "nowhere" })).toEqual({ ok: false, reason: "not-found" });
});

it("a page lets somebody in again out of the suspension that it showed, of no later one", async () => {
  const eve = await givenUser({ name: "Eve" });
  await suspend(eve);
  const [earlier, later] = [now, new Date(now.getTime() + 60_000)];
  const old = { userId: eve.id, adminId: sari.id, seenAt: earlier, now: later };
  expect(await reinstateUser(old)).toEqual({ ok: true });
  await suspendUser({ userId: eve.id, adminId: sari.id, note, now: later });
  expect(await reinstateUser(old)).toEqual({ ok: false, reason: "changed" });
  expect(await reinstateUser({ ...old, seenAt: later })).toEqual({ ok: true });
});

it("nobody suspends himself, nor the last administrator", async () => {
  expect(await suspend(sari)).toEqual({ ok: false, reason: "self" });
  const gone = await givenUser({ role: "ADMIN", suspendedAt: madeAt });
  expect(await suspend(sari, gone)).toEqual({ ok: false, reason: "last-admin" });
});

it("two administrators who suspend each other at once, in 10 repetitions: one of them stays", async () => {
  for (let repetition = 0; repetition < 10; repetition++) {
    await db().delete(users);
    const pair = [await givenUser({ role: "ADMIN" }), await givenUser({ role: "ADMIN" })] as const;
    const answers = await Promise.all([suspend(pair[0], pair[1]), suspend(pair[1], pair[0])]);
    expect(answers).toContainEqual({ ok: true });
    expect(answers).toContainEqual({ ok: false, reason: "last-admin" });
  }
});
