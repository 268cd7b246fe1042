import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { changesOf } from "#domain/audit-trail/queries.ts";
import { heldBackOf, holdBackPayout, resumePayout, resumePayoutsOf } from "#domain/bookings/payouts/hold-back.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { suspendOrganizer, suspendUser } from "#domain/bookings/payouts/suspend.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { reinstateOrganizer } from "#domain/users/review.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, takesSeats } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { bounced, prepared, transferred } from "#tests/transfers.ts";
import { findTransfer } from "./items.ts";
import { undoTransfer } from "./undo.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-05-14T03:00:00Z");
const migration = "../../db/migrations/0028_hold-payouts-of-suspended.sql";
const holdsTheirs = readFileSync(join(import.meta.dirname, migration), "utf8");
const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
const night = (day: string) => autoComplete(sweepAt(`${day}T18:00:00Z`));

let sari: { id: string };
let hugo: { id: string; userId: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
  hugo = await givenOrganizer();
});
const by = () => ({ sari, now });
const one = (payoutId: string) => ({ payoutId, adminId: sari.id, now });
const suspends = () => suspendOrganizer({ organizerId: hugo.id, adminId: sari.id, note: "Laporan penipuan", now });

const resumesAll = async (seen?: Awaited<ReturnType<typeof heldBackOf>>) =>
  resumePayoutsOf({
    organizerId: hugo.id,
    reason: "Laporan tidak terbukti",
    seen: seen ?? (await heldBackOf(hugo.id)),
    adminId: sari.id,
    now,
  });

async function given(payout: Parameters<typeof givenBooking>[0] & object = {}) {
  const trip = await givenTrip({ organizerId: hugo.id, status: "COMPLETED" });
  return (await givenBooking({ trip, ...payout })).payout!.id;
}
const find = async (id: string) => (await db().select().from(payouts).where(eq(payouts.id, id)))[0]!;

describe("a payout that an admin holds back", () => {
  it("is neither released nor transferred, however long, until they let it go on", async () => {
    const held = await given();
    const ready = await given({ payout: released });
    for (const id of [held, ready])
      expect(await holdBackPayout({ ...one(id), reason: "Ada laporan" })).toEqual({ ok: true });
    expect(await night("2026-06-20")).toMatchObject({ payoutsReleased: [] });
    expect(await prepared({ payoutIds: [ready] }, by())).toMatchObject({ reason: "changed" });
    expect(await find(held)).toMatchObject({ status: "HELD", holdReason: "Ada laporan", heldBackById: sari.id });

    for (const id of [held, ready]) expect(await resumePayout(one(id))).toEqual({ ok: true });
    expect(await night("2026-06-21")).toMatchObject({ payoutsReleased: [held] });
    expect(await transferred({ payoutIds: [held, ready] }, by())).toMatchObject({ ok: true });
    expect(await find(held)).toMatchObject({ status: "PAID", holdReason: null, heldBackAt: null });
  });

  it("is held back once, and only while it is unpaid", async () => {
    const id = await given({ payout: released });
    await holdBackPayout({ ...one(id), reason: "Ada laporan" });
    expect(await holdBackPayout({ ...one(id), reason: "Lagi" })).toEqual({ ok: false, reason: "already" });
    await resumePayout(one(id));
    expect(await resumePayout(one(id))).toEqual({ ok: false, reason: "already" });
    await transferred({ payoutIds: [id] }, by());
    const refusal = { ok: false, reason: "status", status: "PAID" };
    expect(await holdBackPayout({ ...one(id), reason: "Terlambat" })).toEqual(refusal);
  });

  it("stays held back when it is recalled: its new day releases nothing", async () => {
    const id = await given({ payout: released });
    await holdBackPayout({ ...one(id), reason: "Ada laporan" });
    expect(await recallPayout(one(id))).toEqual({ ok: true });
    expect(await night("2026-05-20")).toMatchObject({ payoutsReleased: [] });
  });
});

describe("33: a suspended organizer's payouts", () => {
  it("are none of them paid, released or forgotten until an admin lifts the hold", async () => {
    const ready = await given({ payout: released });
    const held = await given();
    const paid = await given({ payout: released });
    await transferred({ payoutIds: [paid] }, by());
    expect(await suspends()).toEqual({ ok: true });
    expect(await night("2026-06-20")).toMatchObject({ payoutsReleased: [] });
    expect(await prepared({ payoutIds: [ready] }, by())).toMatchObject({ reason: "changed" });
    for (const id of [ready, held])
      expect(await find(id)).toMatchObject({ holdReason: "Laporan penipuan", holdCause: "suspended", heldBackAt: now });
    expect((await find(paid)).heldBackAt).toBeNull();

    await reinstateOrganizer({ organizerId: hugo.id, adminId: sari.id, now });
    expect(await night("2026-06-21")).toMatchObject({ payoutsReleased: [] });
    expect(await resumesAll()).toEqual({ ok: true, count: 2 });
    expect(await night("2026-06-22")).toMatchObject({ payoutsReleased: [held] });
    expect(await transferred({ payoutIds: [ready, held] }, by())).toMatchObject({ ok: true });
  });

  it("go on together only after the suspension, with the reason, and as the admin saw them", async () => {
    const ids = [await given({ payout: released }), await given()];
    await transferred({ payoutIds: [await given({ payout: released })] }, by());
    await suspends();
    const seen = await heldBackOf(hugo.id);
    expect(seen.count).toBe(2);
    expect(await resumesAll()).toEqual({ ok: false, reason: "suspended" });
    await reinstateOrganizer({ organizerId: hugo.id, adminId: sari.id, now });
    await resumePayout(one(ids[0]!));
    expect(await resumesAll(seen)).toEqual({ ok: false, reason: "changed" });
    expect((await find(ids[1]!)).heldBackAt).not.toBeNull();
    const rest = await heldBackOf(hugo.id);
    expect(await resumesAll(rest)).toEqual({ ok: true, count: 1 });
    expect(await resumesAll(rest)).toEqual({ ok: false, reason: "changed" });
    expect(await heldBackOf(hugo.id)).toEqual({ count: 0, amountRupiah: 0 });
    const [told] = (await changesOf([hugo.id])).filter(({ action }) => action === "organizer.resume-payouts");
    const { amountRupiah: amount } = rest;
    expect(told).toMatchObject({ after: { count: 1, amount, why: "Laporan tidak terbukti" }, actor: { id: sari.id } });
  });

  it("are held since the release that knows holds, where the suspension is older, but not what stands in a transfer", async () => {
    const frozen = await given({ payout: released });
    await prepared({ payoutIds: [frozen] }, by());
    const open = [await given({ payout: released }), await given()];
    const gone = await given({ payout: released });
    await transferred({ payoutIds: [gone] }, by());
    const before = { status: "SUSPENDED", reviewNote: "Laporan penipuan", reviewedById: sari.id } as const;
    await db().update(organizerProfiles).set(before).where(eq(organizerProfiles.id, hugo.id));
    const other = (await givenBooking({ trip: await givenTrip({ status: "COMPLETED" }) })).payout!.id;

    await db().execute(sql.raw(holdsTheirs));
    await db().execute(sql.raw(holdsTheirs));
    for (const id of open)
      expect(await find(id)).toMatchObject({
        holdReason: "Laporan penipuan",
        holdCause: "suspended",
        heldBackAt: expect.any(Date),
      });
    for (const id of [frozen, gone, other]) expect((await find(id)).heldBackAt).toBeNull();
    const told = (await changesOf(open)).filter(({ action }) => action === "payout.hold-back");
    expect(told.map(({ after }) => after?.holdReason)).toEqual(open.map(() => "Laporan penipuan"));
  });

  it("are held back with the person, too", async () => {
    const ready = await given({ payout: released });
    await suspendUser({ userId: hugo.userId, adminId: sari.id, note: "Akun dibajak", now });
    expect(await find(ready)).toMatchObject({ holdReason: "Akun dibajak", holdCause: "suspended" });
  });

  it("that come later, out of a transfer or back from the bank are held back like the others", async () => {
    const [prepares, returns] = [await given({ payout: released }), await given({ payout: released })];
    const trip = await givenTrip({ organizerId: hugo.id, date: "2026-06-10" });
    const seat = await takesSeats(trip, "2026-05-14T02:00:00Z");
    await transferred({ payoutIds: [returns] }, by());
    const transfer = await prepared({ payoutIds: [prepares] }, by());
    await suspends();
    expect((await find(prepares)).heldBackAt).toBeNull();
    await accepts(sari, seat, "2026-05-14T04:00:00Z");
    await bounced({ payoutId: returns }, by());
    await undoTransfer({ transferId: transfer.ok ? transfer.transferId : "", adminId: sari.id, now });
    const open = (await db().select().from(payouts)).filter(({ heldBackAt }) => heldBackAt === null);
    expect(open).toEqual([]);
  });

  it("whose payouts stand in a prepared transfer is named there as suspended", async () => {
    const id = await given({ payout: released });
    const made = await prepared({ payoutIds: [id] }, by());
    if (!made.ok) throw new Error(made.reason);
    const suspendedOf = async () => (await findTransfer(made.code))!.lines[0]!.items.map((item) => item.ownerSuspended);
    expect(await suspendedOf()).toEqual([false]);
    await suspends();
    expect(await suspendedOf()).toEqual([true]);
  });
});
