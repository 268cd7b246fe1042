import { describe, expect, it } from "vitest";
import { suspendUser } from "#domain/bookings/payouts/suspend.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { countTrips, searchTrips, similarTrips, type TripSearch } from "./search.ts";

ownDatabase();

const now = new Date("2026-05-01T03:00:00Z");

async function titles(search: TripSearch = {}, at = now): Promise<string[]> {
  return (await searchTrips(search, at)).trips.map(({ title }) => title);
}

describe("the list of trips", () => {
  it("holds what can be booked, the soonest first, then what may open again", async () => {
    await givenTrip({ title: "Later", date: "2026-06-20" });
    await givenTrip({ title: "Full", date: "2026-06-10", status: "FULL" });
    await givenTrip({ title: "Completed", date: "2026-04-10", status: "COMPLETED" });
    await givenTrip({ title: "Closed", date: "2026-06-10", status: "CLOSED" });
    await givenTrip({ title: "Under way", date: "2026-04-30", endDate: "2026-05-04" });
    await givenTrip({ title: "Booking is over", date: "2026-05-10", closesOn: "2026-04-30" });
    expect(await titles()).toEqual(["Later", "Full"]);
  });

  it("leaves out what is full for who looks for seats, and counts the same", async () => {
    await givenTrip({ title: "Free", date: "2026-06-20" });
    await givenTrip({ title: "Full", date: "2026-06-10", status: "FULL" });
    expect(await titles({ withSeats: true })).toEqual(["Free"]);
    expect(await countTrips({ withSeats: true }, now)).toBe(1);
    expect(await countTrips({}, now)).toBe(2);
    expect(await countTrips({ words: "atlantis" }, now)).toBe(0);
  });

  it("offers others in place of a full one: its region first, never itself nor another full one", async () => {
    const full = await givenTrip({
      title: "Full",
      destination: "Bromo, Jawa Timur",
      date: "2026-06-01",
      status: "FULL",
    });
    await givenTrip({ title: "Full too", destination: "Ijen, Jawa Timur", date: "2026-06-02", status: "FULL" });
    await givenTrip({ title: "Lombok", destination: "Rinjani, Lombok", date: "2026-06-03" });
    await givenTrip({ title: "Ijen", destination: "Ijen, Jawa Timur", date: "2026-06-30" });
    expect((await similarTrips(full, now)).map(({ title }) => title)).toEqual(["Ijen", "Lombok"]);
  });

  it("shows a trip through the whole last day for booking, by the WIB calendar", async () => {
    await givenTrip({ title: "Prau", date: "2026-05-10", closesOn: "2026-05-05" });
    expect(await titles({}, new Date("2026-05-05T16:59:59Z"))).toEqual(["Prau"]);
    expect(await titles({}, new Date("2026-05-05T17:00:00Z"))).toEqual([]);
  });

  it("hides the trips of a suspended organizer at once", async () => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const hugo = await givenOrganizer();
    await givenTrip({ organizerId: hugo.id });
    expect(await titles()).toHaveLength(1);
    await suspendUser({ userId: hugo.userId, adminId: sari.id, note: "Penipuan", now });
    expect(await titles()).toEqual([]);
  });

  it("counts the seats left now, those not paid yet included", async () => {
    const trip = await givenTrip({ quota: 5 });
    await givenBooking({ trip, pax: 2 });
    await givenBooking({ trip, status: "PENDING_PAYMENT" });
    await givenBooking({ trip, status: "CANCELLED" });
    const [listed] = (await searchTrips({}, now)).trips;
    expect(listed).toMatchObject({ seatsLeft: 2, offer: "open" });
  });

  it("says when the first day is too near to book", async () => {
    await givenTrip({ date: "2026-05-10", closesOn: "2026-05-09" });
    const [listed] = (await searchTrips({}, new Date("2026-05-09T14:30:00Z"))).trips;
    expect(listed?.offer).toBe("booking-closed");
  });
});

describe("a search", () => {
  it("finds every word in title or destination, whatever its case and order", async () => {
    await givenTrip({ title: "Bromo Midnight", destination: "Probolinggo, Jawa Timur" });
    await givenTrip({ title: "Kawah Ijen", destination: "Banyuwangi, Jawa Timur" });
    expect(await titles({ words: "  timur   BROMO " })).toEqual(["Bromo Midnight"]);
    expect((await titles({ words: "jawa timur" })).length).toBe(2);
    expect(await titles({ words: "bromo lombok" })).toEqual([]);
  });

  it("takes wildcards, quotes and backslashes for what they are", async () => {
    await givenTrip({ title: "Diskon 50% di Bali_Utara", destination: "Bali" });
    await givenTrip({ title: "O'Brien \\ Lombok", destination: "Lombok" });
    expect(await titles({ words: "%" })).toEqual(["Diskon 50% di Bali_Utara"]);
    expect(await titles({ words: "_" })).toEqual(["Diskon 50% di Bali_Utara"]);
    expect(await titles({ words: "\\" })).toEqual(["O'Brien \\ Lombok"]);
    expect(await titles({ words: "o'brien" })).toEqual(["O'Brien \\ Lombok"]);
    expect(await titles({ words: '\'; drop table "Trip"; --' })).toEqual([]);
  });

  it("survives a NUL byte and a megabyte", async () => {
    await givenTrip({ title: "Bromo" });
    expect(await titles({ words: "bro\0mo" })).toEqual(["Bromo"]);
    expect(await titles({ words: "x".repeat(1_000_000) })).toEqual([]);
    expect(await titles({ words: "bromo ".repeat(100_000) })).toEqual(["Bromo"]);
  });

  it("takes a month by its first and last day", async () => {
    for (const date of ["2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"]) await givenTrip({ title: date, date });
    expect(await titles({ month: "2026-06" })).toEqual(["2026-06-01", "2026-06-30"]);
  });

  it("takes December by the year's last day", async () => {
    for (const date of ["2026-12-31", "2027-01-01"]) await givenTrip({ title: date, date });
    expect(await titles({ month: "2026-12" })).toEqual(["2026-12-31"]);
  });

  it("takes a price up to and including the most", async () => {
    for (const pricePerPax of [299_999, 300_000, 300_001]) await givenTrip({ title: `${pricePerPax}`, pricePerPax });
    expect(await titles({ mostRupiah: 300_000, order: "cheapest" })).toEqual(["299999", "300000"]);
  });

  it("takes one organizer's alone", async () => {
    const hugo = await givenOrganizer();
    await givenTrip({ title: "Hugo's", organizerId: hugo.id });
    await givenTrip({ title: "Somebody else's" });
    expect(await titles({ organizerId: hugo.id })).toEqual(["Hugo's"]);
  });
});

describe("pages", () => {
  it.each(["soonest", "cheapest"] as const)(
    "bring every trip once, the %s first, with equal ones too",
    async (order) => {
      for (let n = 0; n < 7; n++)
        await givenTrip({ title: `${n}`, date: "2026-06-10", pricePerPax: 300_000 + (n % 2) });
      const all = await titles({ order, pageSize: 7 });
      const paged: string[] = [];
      let after: string | undefined;
      do {
        const page = await searchTrips({ order, pageSize: 2, after }, now);
        paged.push(...page.trips.map(({ title }) => title));
        after = page.next;
      } while (after);
      expect(paged).toEqual(all);
      expect(new Set(paged).size).toBe(7);
    },
  );

  it("there is no next one where the last is just full", async () => {
    for (const title of ["a", "b"]) await givenTrip({ title });
    expect((await searchTrips({ pageSize: 2 }, now)).next).toBeUndefined();
  });

  it.each(["", "x", "2026-02-30_a", "2026-05-10_a'b", "1e400_2026-05-10_a", "_", "9999999999_2026-05-10_a"])(
    "an address that says %j begins at the first",
    async (after) => {
      await givenTrip();
      expect((await searchTrips({ after }, now)).trips).toHaveLength(1);
      expect((await searchTrips({ after, order: "cheapest" }, now)).trips).toHaveLength(1);
    },
  );
});
