import { afterEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { readFormVersion, writeFormVersion } from "#domain/audit/form-version.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenTrip, givenUser } from "#tests/rows.ts";
import { audits } from "#tests/stories.ts";
import { bookingParticipants } from "./schema/bookings.ts";
import { changeTravellers, valuesOfTravellers } from "./travellers.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

/** Ana's two seats on a trip on 10 May. */
const given = async (status: "CONFIRMED" | "PENDING_PAYMENT" | "CANCELLED" = "CONFIRMED") =>
  (await givenBooking({ trip: await givenTrip({ date: "2026-05-10" }), pax: 2, status })).booking;
const changes = (booking: { id: string; userId: string }, names: string[], at = "2026-05-09T16:59:59Z") =>
  changeTravellers({
    bookingId: booking.id,
    userId: booking.userId,
    travellers: names.map((fullName) => ({ fullName })),
    now: new Date(at),
  });
const names = async () =>
  (await db().select().from(bookingParticipants).orderBy(bookingParticipants.id)).map(({ fullName }) => fullName);

it("a friend takes a seat, until the end of the day before the trip in WIB", async () => {
  const booking = await given();
  expect(await changes(booking, ["Ana", "Citra"])).toEqual({ ok: true });
  expect(await names()).toEqual(["Ana", "Citra"]);
  expect(await audits("booking.change-travellers")).toMatchObject([
    { entityId: booking.id, before: { travellers: ["Ana", "Ana"] }, after: { travellers: ["Ana", "Citra"] } },
  ]);
  expect(await changes(booking, ["Ana", "Dewi"], "2026-05-09T17:00:00Z")).toEqual({ ok: false, reason: "too-late" });
  expect(await names()).toEqual(["Ana", "Citra"]);
});

it("the same names once more, as a form that arrives twice brings them, are no change", async () => {
  const booking = await given();
  for (let times = 0; times < 2; times++) expect(await changes(booking, ["Ana", "Citra"])).toEqual({ ok: true });
  expect(await audits("booking.change-travellers")).toHaveLength(1);
});

it("an old page gives nobody's seat back to whom it showed", async () => {
  const booking = await given();
  const shown = [{ fullName: "Ana" }, { fullName: "Ana" }];
  const version = readFormVersion(writeFormVersion(booking.userId, valuesOfTravellers(shown)));
  const travels = (travellers: { fullName: string; phone?: string }[]) =>
    changeTravellers({
      bookingId: booking.id,
      userId: booking.userId,
      travellers,
      version,
      now: new Date("2026-05-01"),
    });
  expect(await travels([{ fullName: "Ana" }, { fullName: "Citra" }])).toEqual({ ok: true });
  expect(await travels([{ fullName: "Ana", phone: "+628111222333" }, { fullName: "Ana" }])).toEqual({
    ok: false,
    reason: "changed-elsewhere",
  });
  // The page as it was, sent once more: nothing of it was changed there.
  expect(await travels(shown)).toEqual({ ok: true });
  expect(await names()).toEqual(["Ana", "Citra"]);
});

it("there is one traveller a seat", async () => {
  expect(await changes(await given("PENDING_PAYMENT"), ["Ana"])).toEqual({ ok: false, reason: "pax", pax: 2 });
});

it("nobody changes another's booking, nor one that is off", async () => {
  const eve = await givenUser({ name: "Eve" });
  expect(await changes({ ...(await given()), userId: eve.id }, ["Eve", "Eve"])).toEqual({
    ok: false,
    reason: "not-found",
  });
  expect(await changes(await given("CANCELLED"), ["Ana", "Ana"])).toEqual({ ok: false, reason: "not-live" });
  expect(new Set(await names())).toEqual(new Set(["Ana"]));
});
