import ICAL from "ical.js";
import { expect, it } from "vitest";
import { calendarFile } from "./calendar-file.ts";

const trip = {
  ...{ title: "Prau, Sunrise; Camp", date: "2026-05-10", endDate: "2026-05-11" },
  ...{ meetingPoint: "Alun-alun Wonosobo,\ndepan pos; polisi", meetingTime: "05:30 WITA" },
  ...{ meetsDayBefore: null, meetingCoordinates: null },
};
const entry = {
  ...{ trip, uid: "ST-7F3K9@setrip.example", sequence: 3, url: "https://setrip.example/pesanan/ST-7F3K9" },
  ...{ notes: ["Kode: ST-7F3K9", `Catatan panjang ${"é, ".repeat(60)}`], now: new Date("2026-05-01T00:00:00Z") },
};

function read(file: string) {
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent")!;
  return { event: new ICAL.Event(event), geo: event.getFirstPropertyValue("geo") };
}

it.each(["WIB", "WITA", "WIT"])("is at the time of the clocks there, in %s as anywhere", (zone) => {
  const { event } = read(calendarFile({ ...entry, trip: { ...trip, meetingTime: `05:30 ${zone}` } }));
  expect([event.startDate.toString(), event.endDate.toString()]).toEqual([
    "2026-05-10T05:30:00",
    "2026-05-12T00:00:00",
  ]);
  expect(event.startDate.zone).toBe(ICAL.Timezone.localTimezone);
  expect(event.description).toContain(`05:30 ${zone}`);
});

it("begins on the evening before where people meet then", () => {
  const { event } = read(calendarFile({ ...entry, trip: { ...trip, meetingTime: "23:00 WIB", meetsDayBefore: true } }));
  expect(event.startDate.toString()).toBe("2026-05-09T23:00:00");
});

it("is of whole days where the time is words of an earlier release", () => {
  const { event } = read(calendarFile({ ...entry, trip: { ...trip, meetingTime: "jam lima", endDate: null } }));
  expect([event.startDate.toString(), event.endDate.toString()]).toEqual(["2026-05-10", "2026-05-11"]);
});

it("keeps commas, semicolons and line breaks, in lines of 75 bytes at most", () => {
  const file = calendarFile(entry);
  const { event, geo } = read(file);
  expect(event.summary).toBe(trip.title);
  expect(event.location).toBe(trip.meetingPoint);
  expect(event.description).toContain(entry.notes.join("\n"));
  expect([event.uid, event.sequence, geo]).toEqual([entry.uid, 3, null]);
  const lines = file.split("\r\n");
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
});

it("says where on earth, and a map of it", () => {
  const { event, geo } = read(calendarFile({ ...entry, trip: { ...trip, meetingCoordinates: "-7.36,109.9" } }));
  expect(geo).toEqual([-7.36, 109.9]);
  expect(event.description).toContain("query=-7.36%2C109.9");
});
