import { and, eq, inArray } from "drizzle-orm";
import { afterEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { asksForSeats } from "#tests/stories.ts";
import { eraseAccount } from "./delete-account.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = "2026-05-01T03:00:00Z";
const rounds = 12;

it("who books while they delete their account does one of the two, in every order", async () => {
  const trip = await givenTrip({ quota: 100 });
  for (let round = 0; round < rounds; round++) {
    const { id } = await givenUser();
    const asks = () => asksForSeats(trip, now, { userId: id });
    const erases = () => eraseAccount(id, { now: new Date(now) });
    const first = round % 2 ? [erases, asks] : [asks, erases];
    const answers = await Promise.all(first.map((step) => step()));
    const [user] = await db().select().from(users).where(eq(users.id, id));
    const live = await db().$count(
      bookings,
      and(eq(bookings.userId, id), inArray(bookings.status, ["PENDING_PAYMENT", "CONFIRMED"])),
    );
    expect([live, user!.deletedAt === null]).toEqual(user!.deletedAt ? [0, false] : [1, true]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  }
});

it("whose trip is booked while its organizer deletes their account keeps its organizer", async () => {
  const hugo = await givenUser({ name: "Hugo" });
  const { id: organizerId } = await givenOrganizer({ user: hugo });
  const trip = await givenTrip({ organizerId });
  const [booked, erased] = await Promise.all([
    asksForSeats(trip, now, { userId: (await givenUser()).id }),
    eraseAccount(hugo.id, { now: new Date(now) }),
  ]);
  expect([booked.ok, erased.ok]).toEqual([true, false]);
  const [left] = await db().select().from(trips).where(eq(trips.id, trip.id));
  expect(left).toMatchObject({ status: "OPEN", organizerId });
});
