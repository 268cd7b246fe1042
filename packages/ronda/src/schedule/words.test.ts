import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSchedule } from "./schedule.ts";
import { formatFields } from "./schedule-fields.ts";
import { zoneLabel } from "./time-zone.ts";
import { fieldsInZone } from "./translate.ts";
import { scheduleInTwoZones, scheduleInWords } from "./words.ts";

const zoneNames = { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };

const words = (expression: string, zone = "UTC", displayZone = "Asia/Jakarta") => {
  const schedule = parseSchedule(expression, zone);
  return ["id", "en"].map((locale) => scheduleInWords(schedule, { locale, displayZone, zoneNames }));
};

describe("a schedule in words", () => {
  it.each([
    ["0 18 * * *", "setiap hari 01.00 WIB", "every day at 01:00 WIB"],
    ["30 18 * * *", "setiap hari 01.30 WIB", "every day at 01:30 WIB"],
    ["*/5 * * * *", "setiap 5 menit", "every 5 minutes"],
    ["* * * * *", "setiap menit", "every minute"],
    ["0 * * * *", "setiap jam", "every hour"],
    ["15 * * * *", "setiap jam pada menit ke-15", "every hour at minute 15"],
    ["0 2,14 * * *", "setiap hari 09.00 dan 21.00 WIB", "every day at 09:00 and 21:00 WIB"],
    ["0 2 * * 1", "setiap Senin 09.00 WIB", "every Monday at 09:00 WIB"],
    ["0 2 * * 0,4", "setiap Kamis dan Minggu 09.00 WIB", "every Thursday and Sunday at 09:00 WIB"],
    ["0 2 * * 1-5", "setiap Senin–Jumat 09.00 WIB", "Monday to Friday at 09:00 WIB"],
    ["0 20 * * 0", "setiap Senin 03.00 WIB", "every Monday at 03:00 WIB"],
    ["0 17,20 * * 6", "setiap Minggu 00.00 dan 03.00 WIB", "every Sunday at 00:00 and 03:00 WIB"],
    ["0 2 1,15 * *", "setiap tanggal 1 dan 15 pukul 09.00 WIB", "on the 1st and 15th of every month at 09:00 WIB"],
    ["0 2 22 * *", "setiap tanggal 22 pukul 09.00 WIB", "on the 22nd of every month at 09:00 WIB"],
    ["0 2 17 8 *", "setiap 17 Agustus 09.00 WIB", "every 17 August at 09:00 WIB"],
  ])("%s in UTC is, in Jakarta, %j", (expression, id, en) => {
    expect(words(expression)).toEqual([id, en]);
  });

  it.each([
    ["one of its times shifts into another weekday", "0 2,20 * * 0", "UTC", "every Sunday at 02:00 and 20:00 UTC"],
    ["a date would shift with the hour", "0 18 1 * *", "UTC", "on the 1st of every month at 18:00 UTC"],
    ["its zone changes its clocks", "30 2 * * *", "Europe/Berlin", "every day at 02:30 Europe/Berlin"],
  ])("stays in its own zone where %s", (_, expression, zone, en) => {
    expect(words(expression, zone)[1]).toBe(en);
  });

  it("stays in its own zone where the reader's zone changes its clocks", () => {
    expect(words("0 18 * * *", "UTC", "America/New_York")[1]).toBe("every day at 18:00 UTC");
  });

  it("leaves unusual patterns to the library, with the zone", () => {
    expect(words("*/5 1-10 * * 1-5")).toEqual([
      "setiap 5 menit, diantara 08.00 dan 17.59, Senin sampai Jumat (WIB)",
      "every 5 minutes, between 08:00 and 17:59, Monday through Friday (WIB)",
    ]);
    expect(words("0 2 13 * 5")[1]).toBe("at 09:00, on day 13 of the month, and on Friday (WIB)");
  });

  it("says both zones where they differ", () => {
    const inTwoZones = (expression: string, locale: "id" | "en") =>
      scheduleInTwoZones(parseSchedule(expression, "UTC"), { locale, displayZone: "Asia/Jakarta", zoneNames });
    expect(inTwoZones("0 18 * * *", "id")).toBe("setiap hari 01.00 WIB (18.00 UTC)");
    expect(inTwoZones("0 2 * * 1", "en")).toBe("every Monday at 09:00 WIB (02:00 UTC)");
    expect(inTwoZones("*/5 * * * *", "en")).toBe("every 5 minutes");
    expect(inTwoZones("0 20 * * 0", "id")).toBe("setiap Senin 03.00 WIB (Minggu 20.00 UTC)");
    expect(inTwoZones("0 20 * * 0", "en")).toBe("every Monday at 03:00 WIB (Sunday at 20:00 UTC)");
    expect(inTwoZones("0 20 1 * *", "en")).toBe("on the 1st of every month at 20:00 UTC");
  });

  it("call a zone as its readers do, UTC by every name of it, and any other by its IANA name", () => {
    const labels = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Etc/UTC", "Asia/Tokyo"].map((zone) =>
      zoneLabel(zone, zoneNames),
    );
    expect(labels).toEqual(["WIB", "WITA", "WIT", "UTC", "Asia/Tokyo"]);
    expect(zoneLabel("Asia/Jakarta")).toBe("Asia/Jakarta");
    expect(zoneLabel("constructor")).toBe("constructor");
  });

  it.each([
    ["id-ID", "setiap hari 18.00 UTC"],
    ["en-US", "every day at 18:00 UTC"],
    ["de", "every day at 18:00 UTC"],
  ])("are in the reader's language, %s, else in English", (locale, said) => {
    expect(scheduleInWords(parseSchedule("0 18 * * *", "UTC"), { locale, displayZone: "UTC" })).toBe(said);
  });
});

describe("fields in another zone", () => {
  const translated = (expression: string, from: string, to: string) => {
    const fields = fieldsInZone(parseSchedule(expression, from).fields, from, to);
    return fields && formatFields(fields);
  };

  it.each([
    ["0 18 * * *", "UTC", "Asia/Jakarta", "0 1 * * *"],
    ["0 1 * * *", "Asia/Jakarta", "UTC", "0 18 * * *"],
    ["*/5 * * * *", "UTC", "Asia/Jakarta", "*/5 * * * *"],
    ["0 2 * * 1-5", "UTC", "Asia/Jakarta", "0 9 * * 1-5"],
    ["0 18 * * *", "UTC", "Asia/Kolkata", "30 23 * * *"],
    ["*/20 * * * *", "UTC", "Asia/Kathmandu", "5,25,45 * * * *"],
    ["*/5 * * * *", "UTC", "Europe/Berlin", "*/5 * * * *"],
    ["7 * * * *", "UTC", "Europe/Berlin", "7 * * * *"],
    ["7 * * * *", "UTC", "Australia/Lord_Howe", undefined],
    ["0 0 * JAN MON-FRI", "UTC", "UTC", "0 0 * 1 1-5"],
    ["0 18 1 * 5", "UTC", "Asia/Jakarta", undefined],
    ["0 20 * * 0", "UTC", "Asia/Jakarta", "0 3 * * 1"],
    ["0 3 * * 1", "Asia/Jakarta", "UTC", "0 20 * * 0"],
    ["0 20 * * 6", "UTC", "Asia/Jakarta", "0 3 * * 0"],
    ["0 2 * * 0", "Asia/Jakarta", "UTC", "0 19 * * 6"],
    ["0 20 * * 1-5", "UTC", "Asia/Jakarta", "0 3 * * 2-6"],
    ["0 2,20 * * 0", "UTC", "Asia/Jakarta", undefined],
    ["0 20 * 6 0", "UTC", "Asia/Jakarta", undefined],
    ["0,30 18 * * *", "UTC", "Asia/Kathmandu", undefined],
    ["0 18 * * *", "UTC", "Europe/Berlin", undefined],
    ["0 18 * * *", "UTC", "Africa/Casablanca", undefined],
  ])("%s of %s is, in %s, %s", (expression, from, to, expected) => {
    expect(translated(expression, from, to)).toBe(expected);
  });

  it("name exactly the same moments", () => {
    const zones = fc.constantFrom("UTC", "Asia/Jakarta", "Asia/Jayapura", "Asia/Kolkata", "Pacific/Kiritimati");
    const expressions = fc.constantFrom(
      "0 18 * * *",
      "*/7 * * * *",
      "15,45 3-9 * * *",
      "0 9 * * 1-5",
      "0 20 * * 0,6",
      "0 12 13 * 5",
    );
    const [from, to] = [new Date("2026-11-20T00:00:00Z"), new Date("2026-11-23T00:00:00Z")];
    fc.assert(
      fc.property(expressions, zones, zones, (expression, zone, other) => {
        const written = translated(expression, zone, other);
        if (written === undefined) return;
        const slots = parseSchedule(expression, zone).between(from, to);
        expect(parseSchedule(written, other).between(from, to)).toEqual(slots);
      }),
    );
  });
});
