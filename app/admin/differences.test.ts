import { expect, it } from "vitest";
import { differences, readable } from "./differences.ts";

it("tells what each column was and is, and leaves out what stayed", () => {
  const before = { status: "HELD", amount: 1, heldUntil: "2026-05-13" };
  expect(differences(before, { status: "RELEASED", amount: 1, heldUntil: null })).toEqual([
    { name: "status", was: "HELD", is: "RELEASED" },
    { name: "heldUntil", was: "2026-05-13", is: null },
  ]);
});

it("tells why, which no column held before", () => {
  expect(differences({ status: "A" }, { status: "A", why: "Telat" })).toEqual([
    { name: "why", was: null, is: "Telat" },
  ]);
});

it("tells a new row's columns alone, without the empty ones", () => {
  expect(differences(null, { status: "HELD", amount: 570_000, paidAt: null })).toEqual([
    { name: "status", is: "HELD" },
    { name: "amount", is: "570000" },
  ]);
});

it("has nothing to tell where nothing changed", () => {
  expect(differences(null, null)).toEqual([]);
  expect(differences({ tags: ["a"] }, { tags: ["a"] })).toEqual([]);
});

it("reads money as rupiah and moments in WIB, and leaves the rest as it is stored", () => {
  expect(readable("feeAmount", "30123", "id")).toBe("Rp 30.123");
  expect(readable("heldUntil", "2026-05-13T00:00:00.000Z", "id")).toBe("13 Mei 2026 07.00 WIB");
  expect(readable("pax", "2", "id")).toBe("2");
  expect(readable("bankAccountNo", "0012345678", "id")).toBe("0012345678");
});
