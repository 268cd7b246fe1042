import { expect, it } from "vitest";
import { publicTrip } from "#domain/departures/public.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";
import { eventOf } from "./event-data.tsx";

ownDatabase();

const now = new Date("2026-05-01T03:00:00Z");
const given = async (values: Parameters<typeof givenTrip>[0]) => {
  const trip = await givenTrip({ date: "2026-06-20", closesOn: "2026-06-18", ...values });
  return { trip, event: async () => eventOf((await publicTrip(trip.slug, now))!, "https://setrip.id") };
};

it("a station where people meet does not stand at the mountain that they go to", async () => {
  const { event } = await given({ destination: "Gunung Bromo, Jawa Timur", meetingPoint: "Stasiun Malang" });
  const { location, tripOrigin } = await event();
  expect(JSON.stringify(location)).not.toContain("Stasiun");
  expect(location).toMatchObject({ name: "Gunung Bromo, Jawa Timur", address: { addressCountry: "ID" } });
  expect(tripOrigin).toEqual({ "@type": "Place", name: "Stasiun Malang" });
});

it.each([
  [{ meetingTime: "04:30 WIB" }, "2026-06-20T04:30:00+07:00"],
  [{ meetingTime: "04:30 WITA" }, "2026-06-20T04:30:00+08:00"],
  [{ meetingTime: "04:30 WIT" }, "2026-06-20T04:30:00+09:00"],
  [{ meetingTime: "23:30 WIB", meetsDayBefore: true }, "2026-06-19T23:30:00+07:00"],
  [{ meetingTime: "setelah subuh" }, "2026-06-20"],
])(
  "begins when people meet, in the trip's zone, and on its first day where that is no time: %o",
  async (values, start) => {
    expect((await (await given(values)).event()).startDate).toBe(start);
  },
);

it("says where on earth people meet, where that is known", async () => {
  const { event } = await given({ meetingPoint: "Basecamp", meetingCoordinates: "-7.3605,109.9016" });
  const geo = { "@type": "GeoCoordinates", latitude: -7.3605, longitude: 109.9016 };
  expect((await event()).tripOrigin).toEqual({ "@type": "Place", name: "Basecamp", geo });
});

it("offers what is left, until the end of the last day for booking", async () => {
  const { trip, event } = await given({ quota: 5, pricePerPax: 450_000 });
  const offers = async () => (await event()).offers;
  expect(await offers()).toMatchObject({
    price: 450_000,
    priceCurrency: "IDR",
    availability: "https://schema.org/InStock",
  });
  expect((await offers()).validThrough).toBe("2026-06-18T23:59:59+07:00");
  await givenBooking({ trip, pax: 3 });
  expect((await offers()).availability).toMatch(/LimitedAvailability$/);
  await givenBooking({ trip, pax: 2 });
  expect((await offers()).availability).toMatch(/SoldOut$/);
});
