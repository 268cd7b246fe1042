import { describe, expect, it } from "vitest";
import { isFiltered, monthsFrom, parseTripSearch, tripSearchPath } from "./trip-search.ts";

describe("a search in an address", () => {
  it("is read as it is written", () => {
    const search = {
      words: "jawa & bali",
      month: "2026-12",
      mostRupiah: 500_000,
      order: "cheapest",
      after: "x",
    } as const;
    const path = tripSearchPath(search);
    expect(path).toBe("/?tujuan=jawa+%26+bali&bulan=2026-12&harga=500000&urut=termurah&sesudah=x");
    expect(parseTripSearch(Object.fromEntries(new URL(path, "http://x").searchParams))).toEqual(search);
  });

  it("is everything where the form was sent empty", () => {
    const search = parseTripSearch({ tujuan: " ", bulan: "", harga: "" });
    expect(isFiltered(search)).toBe(false);
    expect(tripSearchPath(search)).toBe("/");
  });

  it("takes the first of what stands there twice, and leaves out what is no month, price or order", () => {
    expect(parseTripSearch({ tujuan: ["bromo", "ijen"] }).words).toBe("bromo");
    const wrong = parseTripSearch({ bulan: "2026-13", harga: "murah", urut: "acak", sesudah: "x".repeat(101) });
    expect(tripSearchPath(wrong)).toBe("/");
    expect(parseTripSearch({ harga: "1e999" }).mostRupiah).toBeUndefined();
  });

  it("keeps no more of the words than anybody types", () => {
    expect(parseTripSearch({ tujuan: "x".repeat(5_000) }).words).toHaveLength(100);
    expect(parseTripSearch({ tujuan: "bro\0mo" }).words).toBe("bromo");
  });
});

it("twelve months begin with this one, across the year's end", () => {
  const months = monthsFrom("2026-11-26");
  expect(months.slice(0, 3)).toEqual(["2026-11", "2026-12", "2027-01"]);
  expect(months).toHaveLength(12);
});
