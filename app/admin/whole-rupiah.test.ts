import { expect, it } from "vitest";
import { rupiahOf } from "./typed-rupiah.ts";
import { wholeRupiah } from "./whole-rupiah.ts";

it.each([
  ["600123", 600_123],
  ["600.123", 600_123],
  ["600,123", 600_123],
  ["1 600 123", 1_600_123],
  [" Rp 1.600.123 ", 1_600_123],
  ["rp.600123", 600_123],
  ["600.123,00", 600_123],
  ["0", 0],
])("%j is an amount", (typed, amount) => expect(rupiahOf(typed)).toBe(amount));

it.each(["", "abc", "-5", "600.12", "600,5", "6e5", "1.600,123", "600.123.00", "0x10", "12345678901"])(
  "%j is none",
  (typed) => expect(rupiahOf(typed)).toBeUndefined(),
);

it("refuses nothing and too much, and says which check it was", () => {
  for (const typed of ["0", "2.000.000.001", undefined]) {
    expect(wholeRupiah().safeParse(typed).error?.issues[0]?.message).toBe("amount");
  }
  expect(wholeRupiah({ least: 0 }).parse("0")).toBe(0);
});
