import { describe, expect, it } from "vitest";
import { tripForm } from "./form.ts";

const typed = {
  ...{ title: "Prau", destination: "Dieng", description: "Matahari terbit.", itinerary: [{ title: "Naik" }] },
  ...{ includes: [], excludes: [], date: "2026-05-10", pricePerPax: "300.000", quota: 10 },
  ...{ meetingPoint: "Alun-alun Wonosobo", meetingTime: "05:30", timeZone: "WITA" },
};
const parsed = (changes: object) => tripForm.parse({ ...typed, ...changes });
const issues = (changes: object) =>
  tripForm.safeParse({ ...typed, ...changes }).error?.issues.map(({ path, message }) => [path.join("."), message]);

describe("the form of a trip", () => {
  it.each(["WIB", "WITA", "WIT"])("keeps the meeting time with the zone that was chosen: %s", (timeZone) => {
    expect(parsed({ timeZone }).meetingTime).toBe(`05:30 ${timeZone}`);
  });

  it("guesses no zone, and takes no words for a time", () => {
    expect(issues({ timeZone: undefined })).toEqual([["timeZone", "which-zone"]]);
    expect(issues({ meetingTime: "jam lima" })).toEqual([["meetingTime", "time"]]);
    expect(issues({ meetingTime: "25:00" })).toEqual([["meetingTime", "time"]]);
  });

  it("reads both in one as the form of the release before sends them", () => {
    expect(parsed({ meetingTime: "05.30 WIB", timeZone: undefined }).meetingTime).toBe("05:30 WIB");
  });

  it("asks which evening is meant, and nothing in the morning", () => {
    expect(issues({ meetingTime: "23:00" })).toEqual([["meetsOn", "which-night"]]);
    expect(parsed({ meetingTime: "23:00", meetsOn: "before" }).meetsDayBefore).toBe(true);
    expect(parsed({ meetingTime: "23:00", meetsOn: "first" }).meetsDayBefore).toBe(null);
    expect(parsed({ meetingTime: "05:30", meetsOn: "before" }).meetsDayBefore).toBe(null);
  });

  it.each([
    "chat.whatsapp.com/AbC123",
    "http://chat.whatsapp.com/AbC123",
    "//chat.whatsapp.com/AbC123",
    " https://chat.whatsapp.com/AbC123 ",
  ])("completes the group's link: %j", (whatsappGroupUrl) => {
    expect(parsed({ whatsappGroupUrl }).whatsappGroupUrl).toBe("https://chat.whatsapp.com/AbC123");
  });

  it.each([
    "evil.example/chat.whatsapp.com",
    "chat.whatsapp.com.evil.example",
    "javascript:alert(1)",
    "chat.whatsapp.com@evil.example",
  ])("refuses a link to elsewhere: %j", (whatsappGroupUrl) => {
    expect(issues({ whatsappGroupUrl })).toEqual([["whatsappGroupUrl", "whatsapp"]]);
  });

  it("holds what a trip says within its bounds", () => {
    expect(parsed({ bring: ["Jaket", undefined], difficulty: "HARD", minAge: 12, endPoint: "Malang" })).toMatchObject({
      bring: ["Jaket"],
      difficulty: "HARD",
      minAge: 12,
      endPoint: "Malang",
    });
    expect(issues({ minAge: 0 })?.[0]?.[0]).toBe("minAge");
    expect(issues({ minAge: 100 })?.[0]?.[0]).toBe("minAge");
    expect(issues({ difficulty: "EXTREME" })?.[0]?.[0]).toBe("difficulty");
    expect(issues({ endPoint: "x".repeat(201) })?.[0]?.[0]).toBe("endPoint");
    expect(issues({ bring: Array.from({ length: 31 }, () => "x") })?.[0]?.[0]).toBe("bring");
    expect(issues({ meetingCoordinates: "di sana" })).toEqual([["meetingCoordinates", "coordinates"]]);
    expect(parsed({ meetingCoordinates: "-7.3605, 109.9016" }).meetingCoordinates).toBe("-7.3605,109.9016");
  });
});
