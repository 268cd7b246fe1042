import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { rowsPerPage } from "#domain/lists/pages.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { findBooker, findOwnBooking, listOwnBookings } from "./queries.ts";

ownDatabase();

const group = "https://chat.whatsapp.com/abc";

describe("one's own booking", () => {
  it("has everything that its pages need", async () => {
    const hugo = await givenOrganizer({ displayName: "Hugo Trips", whatsapp: "+6281234567890" });
    const trip = await givenTrip({ organizerId: hugo.id, whatsappGroupUrl: group });
    await givenPhotos(trip.id, ["second.webp", "first.webp"]);
    const bank = { bankName: "BCA", bankAccountNo: "123", bankAccountName: "Ana" };
    const ana = await givenUser(bank);
    const { booking } = await givenBooking({ trip, user: ana, pax: 2, payment: { uniqueCode: 7 } });
    await givenRefund(booking, { status: "APPROVED", amount: 50_000, ...bank });

    expect(await findOwnBooking(booking.code, ana.id)).toMatchObject({
      booking: { code: booking.code, pax: 2, status: "CONFIRMED" },
      payment: { status: "PAID", uniqueCode: 7, amount: 600_007, receivedAmount: 600_007, hasProof: false },
      trip: { title: trip.title, photo: "first.webp", whatsappGroupUrl: group },
      organizer: { displayName: "Hugo Trips", slug: hugo.slug, whatsapp: "+6281234567890" },
      payout: { status: "HELD" },
      travellers: [{ fullName: "Ana" }, { fullName: "Ana" }],
      refunds: [{ amount: 50_000, account: bank, hasEvidence: false }],
      account: bank,
    });
  });

  it("is nobody else's: Eve guesses the code and finds nothing", async () => {
    const { booking } = await givenBooking();
    const eve = await givenUser({ name: "Eve" });
    await givenBooking({ user: eve });
    expect(await findOwnBooking(booking.code, eve.id)).toBeUndefined();
    expect(await findOwnBooking("ST-AAAAA", eve.id)).toBeUndefined();
    expect(await findOwnBooking("ST-\0", eve.id)).toBeUndefined();
  });

  it("says nothing of where proofs lie, who looked at them, or what the organizer gets", async () => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const { booking, user } = await givenBooking({
      proofPath: "secret-place.webp",
      payment: { verifiedById: sari.id },
      payout: { amount: 285_432, transferRef: "secret-reference" },
    });
    const shown = JSON.stringify(await findOwnBooking(booking.code, user.id));
    expect(shown).toContain(booking.code);
    for (const secret of ["secret-place", sari.id, "285432", "secret-reference"]) expect(shown).not.toContain(secret);
  });

  it.each(["PENDING_PAYMENT", "EXPIRED", "CANCELLED"] as const)(
    "has neither a link to the group nor the organizer's number while it is %s",
    async (status) => {
      const trip = await givenTrip({ whatsappGroupUrl: group });
      const { booking, user } = await givenBooking({ trip, status });
      const own = await findOwnBooking(booking.code, user.id);
      expect([own?.trip.whatsappGroupUrl, own?.organizer.whatsapp]).toEqual([null, null]);
      expect((await listOwnBookings(user.id, { now: madeAt })).rows[0]?.trip.whatsappGroupUrl).toBeNull();
    },
  );
});

describe("the list of one's own bookings", () => {
  it("has the newest first, each with its own refunds, and none of anybody else", async () => {
    const ana = await givenUser();
    const trip = await givenTrip();
    const { booking: first } = await givenBooking({
      trip,
      user: ana,
      status: "CANCELLED",
      payment: { status: "PAID", receivedAmount: 300_000 },
    });
    const { booking: second } = await givenBooking({
      trip,
      user: ana,
      booking: { createdAt: new Date("2026-05-02T00:00:00Z") },
    });
    const { booking: others } = await givenBooking({ trip, user: await givenUser({ name: "Eve" }) });
    const refund = await givenRefund(first, { status: "APPROVED" });
    await givenRefund(others);

    const { rows: listed } = await listOwnBookings(ana.id, { now: madeAt });
    expect(listed.map(({ booking }) => booking.code)).toEqual([second.code, first.code]);
    expect(listed.map(({ refunds }) => refunds.map(({ id }) => id))).toEqual([[], [refund.id]]);
  });

  it("is empty for who has none", async () => {
    await givenBooking();
    expect(await listOwnBookings((await givenUser()).id, { now: madeAt })).toEqual({ rows: [] });
  });

  it("has what is open on its first page however old it is, and what is closed a page at a time", async () => {
    const ana = await givenUser();
    const trip = await givenTrip();
    const on = (day: number) => ({ createdAt: new Date(Date.UTC(2026, 4, 1 + day)) });
    const open = [
      (await givenBooking({ trip, user: ana, booking: on(0) })).booking.code,
      (await givenBooking({ trip, user: ana, status: "CANCELLED", booking: on(1) })).booking,
    ] as const;
    await givenRefund(open[1], { status: "APPROVED" });
    const closed: string[] = [];
    for (let day = 2; day < 2 + rowsPerPage + 3; day++)
      closed.unshift((await givenBooking({ trip, user: ana, status: "EXPIRED", booking: on(day) })).booking.code);
    const codes = ({ rows }: { rows: { booking: { code: string } }[] }) => rows.map(({ booking }) => booking.code);
    const first = await listOwnBookings(ana.id, { now: madeAt });
    expect(codes(first)).toEqual([...closed.slice(0, rowsPerPage), open[1].code, open[0]]);
    const second = await listOwnBookings(ana.id, { cursor: first.next, now: madeAt });
    expect(codes(second)).toEqual(closed.slice(rowsPerPage));
    expect(second.next).toBeUndefined();
  });

  it("goes on with what is open, where that is more than a page, before anything that is over", async () => {
    const ana = await givenUser();
    const [ahead, past] = [await givenTrip({ date: "2026-06-20" }), await givenTrip({ date: "2026-04-02" })];
    const on = (day: number) => ({ createdAt: new Date(Date.UTC(2026, 4, 1 + day)) });
    const over = (await givenBooking({ trip: past, user: ana, booking: on(40) })).booking.code;
    const open: string[] = [];
    for (let day = 0; day < rowsPerPage + 2; day++) {
      const trip = await givenTrip({ organizerId: ahead.organizerId, date: "2026-06-20" });
      open.unshift((await givenBooking({ trip, user: ana, booking: on(day) })).booking.code);
    }
    const read: string[][] = [];
    for (let cursor: string | undefined, page = 0; page === 0 || cursor; page++) {
      const { rows, next } = await listOwnBookings(ana.id, { cursor, now: new Date("2026-06-20T03:00:00Z") });
      read.push(rows.map(({ booking }) => booking.code));
      cursor = next;
    }
    expect(read).toEqual([open.slice(0, rowsPerPage), [over, ...open.slice(rowsPerPage)]]);
  });
});

describe("who opens the booking form", () => {
  it("finds his name and phone there", async () => {
    const trip = await givenTrip();
    await givenBooking({ trip, user: await givenUser({ name: "Eve" }) });
    const ana = await givenUser({ phone: "+62811" });
    expect(await findBooker(trip.id, ana.id)).toEqual({ name: "Ana", phone: "+62811", live: null });
  });

  it("is told of the booking that holds his seats already, not of one that has ended or of another trip", async () => {
    const trip = await givenTrip();
    const { user: ana } = await givenBooking({ trip, status: "EXPIRED" });
    await givenBooking({ user: ana });
    expect((await findBooker(trip.id, ana.id)).live).toBeNull();
    const { booking } = await givenBooking({ trip, user: ana, status: "PENDING_PAYMENT" });
    expect((await findBooker(trip.id, ana.id)).live).toMatchObject({ code: booking.code, status: "PENDING_PAYMENT" });
  });
});

/** Photos of a trip, the last one named being the first to show. */
async function givenPhotos(tripId: string, paths: string[]): Promise<void> {
  const stamps = { createdAt: madeAt, updatedAt: madeAt };
  const rows = paths.map((path, at) => ({ id: path, tripId, path, position: paths.length - 1 - at, ...stamps }));
  await db().insert(tripImages).values(rows);
}
