import { describe, expect, it } from "vitest";
import { asksForNight, mapUrl, meetingDay, readCoordinates, readMeetingTime, writeMeetingTime } from "./meeting.ts";

describe("a meeting time", () => {
  it.each([
    ["05:30 WIB", { time: "05:30", zone: "WIB" }],
    ["5.30 wita", { time: "05:30", zone: "WITA" }],
    ["23:59WIT", { time: "23:59", zone: "WIT" }],
    ["05:30", undefined],
    ["24:00 WIB", undefined],
    ["jam 5 pagi WIB", undefined],
    ["05:30 WIBA", undefined],
  ])("%j reads %o", (written, read) => {
    expect(readMeetingTime(written)).toEqual(read);
    if (read) expect(readMeetingTime(writeMeetingTime(read as never))).toEqual(read);
  });

  it("is asked about from the evening on, when two days may be meant", () => {
    expect(["17:59", "18:00", "23:59", "00:00", "abends"].map(asksForNight)).toEqual([false, true, true, false, false]);
  });

  it("is on the trip's first day, or on the evening before it", () => {
    expect(meetingDay({ date: "2026-03-01", meetsDayBefore: null })).toBe("2026-03-01");
    expect(meetingDay({ date: "2026-03-01", meetsDayBefore: true })).toBe("2026-02-28");
  });
});

describe("a map", () => {
  const queryOf = (address: string) => new URL(address).searchParams.get("query");

  it("is of the coordinates where they are known", () => {
    const address = mapUrl({ meetingPoint: "Alun-alun", meetingCoordinates: "-7.3605,109.9016" });
    expect(address).toBe("https://www.google.com/maps/search/?api=1&query=-7.3605%2C109.9016");
  });

  it.each(['Alun-alun, depan "pos"', "A&query=b#c?d=e", "</a><script>", "Jalan 🌋 50%"])(
    "searches for %j, whatever is in it",
    (meetingPoint) => {
      const address = mapUrl({ meetingPoint, meetingCoordinates: null });
      expect(queryOf(address)).toBe(meetingPoint);
      expect(new URL(address).origin).toBe("https://www.google.com");
      expect(address).not.toMatch(/["<>#\s]/);
    },
  );

  it.each([
    ["-7.3605, 109.9016", "-7.3605,109.9016"],
    ["(-7.36054321987; 109.9)", "-7.360543,109.9"],
    ["0,0", "0,0"],
    ["-0.0000001,0", "0,0"],
    ["90.1, 0", undefined],
    ["0, 180.5", undefined],
    ["-7,3605", undefined],
    ["7.36 S, 109.9 E", undefined],
    ["https://maps.app.goo.gl/x", undefined],
  ])("reads %j as %j", (typed, read) => {
    expect(readCoordinates(typed)).toBe(read);
  });
});
