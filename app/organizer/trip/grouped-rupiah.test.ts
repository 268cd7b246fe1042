import { expect, it } from "vitest";
import { groupedRupiah } from "./grouped-rupiah.ts";

it.each([
  ["1", "1"],
  ["1250", "1.250"],
  ["1.2500", "12.500"],
  ["1250000", "1.250.000"],
  ["Rp 300000", "300.000"],
  ["Rp1.250.000", "1.250.000"],
  ["0050000", "50.000"],
  ["", ""],
])("while typing, %j reads %s", (typed, shown) => {
  expect(groupedRupiah(typed)).toBe(shown);
});

it.each(["1.250.000,00", "1,250,000", "1,5 juta", "Rp", "300.000,-"])(
  "%j stays as it is: its digits alone would be another amount",
  (typed) => {
    expect(groupedRupiah(typed)).toBe(typed);
  },
);
