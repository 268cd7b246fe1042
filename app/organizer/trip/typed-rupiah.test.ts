import { expect, it } from "vitest";
import { groupedRupiah, typedRupiah } from "./typed-rupiah.ts";

it.each([
  ["1250000", "1250000"],
  ["1.250.000", "1250000"],
  ["1,250,000", "1250000"],
  ["1 250 000", "1250000"],
  ["Rp 1.250.000", "1250000"],
  ["rp1.250.000", "1250000"],
  ["1.250.000,00", "1250000"],
  ["1.250.000,-", "1250000"],
  [" 300.000 ", "300000"],
])("%j is %s", (typed, digits) => {
  expect(typedRupiah(typed)).toBe(digits);
});

it.each(["", "1.25", "1.2500", "1.250,000", "12.50.000", "1,5 juta", "-1.250.000", "1e6"])(
  "%j is left alone",
  (typed) => {
    expect(typedRupiah(typed)).toBe(typed);
  },
);

it.each([
  ["1", "1"],
  ["1250", "1.250"],
  ["1.2500", "12.500"],
  ["1250000", "1.250.000"],
  ["Rp 300000", "300.000"],
  ["0050000", "50.000"],
  ["", ""],
])("while typing, %j reads %s", (typed, shown) => {
  expect(groupedRupiah(typed)).toBe(shown);
});
