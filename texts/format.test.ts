import { describe, expect, it } from "vitest";
import { count, day, days, moment, month, openingHours, rupiah, unbroken } from "./format.ts";

describe("money", () => {
  it("reads as Indonesians write it, with an ordinary space", () => {
    expect(rupiah(1_250_000)).toBe("Rp 1.250.000");
    expect(rupiah(0)).toBe("Rp 0");
    expect(rupiah(-30_123)).toBe("-Rp 30.123");
  });

  it("is not rounded up to a hundred million and beyond", () => {
    expect(rupiah(2_147_483_647)).toBe("Rp 2.147.483.647");
  });

  it("counts things with the separator of the language", () => {
    expect(count(12_345, "id")).toBe("12.345");
    expect(count(12_345, "en")).toBe("12,345");
  });
});

it("hours in which somebody answers are said in the reader's language", () => {
  expect(openingHours({ from: "Mo", to: "Fr", opens: "09:00", closes: "17:30" }, "id")).toBe(
    "Senin–Jumat 09.00–17.30 WIB",
  );
  expect(openingHours({ from: "Su", to: "Su", opens: "09:00", closes: "12:00" }, "en")).toBe("Sunday 09:00–12:00 WIB");
});

describe("a calendar day", () => {
  it("has its weekday in the reader's language", () => {
    expect(day("2026-12-12", "id")).toBe("Sab, 12 Des 2026");
    expect(day("2026-12-12", "en")).toBe("Sat, 12 Dec 2026");
  });

  it("is the same day whatever the server's time zone", () => {
    expect(day("2026-01-01", "id")).toBe("Kam, 1 Jan 2026");
    expect(day("2026-12-31", "en")).toBe("Thu, 31 Dec 2026");
  });

  it("stands alone when a trip has no other last day", () => {
    expect(days("2026-12-12", null, "id")).toBe("Sab, 12 Des 2026");
    expect(days("2026-12-12", "2026-12-12", "id")).toBe("Sab, 12 Des 2026");
  });

  it("says once what the first and the last day share", () => {
    expect(days("2026-12-12", "2026-12-14", "id")).toBe("Sab, 12 – Sen, 14 Des 2026");
    expect(days("2026-11-30", "2026-12-01", "en")).toBe("Mon, 30 Nov – Tue, 1 Dec 2026");
    expect(days("2026-12-31", "2027-01-02", "id")).toBe("Kam, 31 Des 2026 – Sab, 2 Jan 2027");
  });

  it("is refused in another shape", () => {
    expect(() => day("12/12/2026", "id")).toThrow(RangeError);
  });
});

it("a month is written out, without its days", () => {
  expect(month("2026-12", "id")).toBe("Desember 2026");
  expect(month("2027-01", "en")).toBe("January 2027");
});

describe("a moment", () => {
  it("is shown in WIB, on the day it is there", () => {
    const at = new Date("2026-12-11T18:00:00Z");
    expect(moment(at, "id")).toBe("12 Des 2026 01.00 WIB");
    expect(moment(at, "en")).toBe("12 Dec 2026, 01:00 WIB");
  });

  it("writes midnight as 00", () => {
    expect(moment(new Date("2026-12-11T17:00:00Z"), "id")).toBe("12 Des 2026 00.00 WIB");
    expect(moment(new Date("2026-12-11T17:05:00Z"), "en")).toBe("12 Dec 2026, 00:05 WIB");
  });
});

it("every month and weekday is plain text without no-break spaces", () => {
  for (const locale of ["id", "en"] as const) {
    for (let index = 0; index < 365; index++) {
      const at = new Date(Date.UTC(2026, 0, 1 + index));
      const text = `${day(at.toISOString().slice(0, 10), locale)} ${moment(at, locale)}`;
      expect(text).toMatch(/^[A-Za-z]+, \d{1,2} [A-Za-z]+ 2026 \d{1,2} [A-Za-z]+ 2026,? \d\d[.:]\d\d WIB$/);
    }
  }
});

it("an amount and a time stay whole where a sentence is broken into lines", () => {
  expect(unbroken("Rp 1.250.000 tertahan sejak 01.00 WIB.")).toBe("Rp\u00a01.250.000 tertahan sejak 01.00\u00a0WIB.");
});
