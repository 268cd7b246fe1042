import { expect, it } from "vitest";
import { rupiah } from "#texts/format.ts";
import { rupiahOf } from "./typed-rupiah.ts";

it.each([
  ["1250000", 1_250_000],
  ["1.250.000", 1_250_000],
  ["1 250 000", 1_250_000],
  ["1,250,000", 1_250_000],
  ["Rp 1.250.000", 1_250_000],
  ["Rp1.250.000", 1_250_000],
  ["rp. 1250000", 1_250_000],
  ["IDR 1,250,000.00", 1_250_000],
  [" Rp 1.250.000,00 ", 1_250_000],
  ["1250000,00", 1_250_000],
  ["1 250 000,00", 1_250_000],
  ["Rp 300.000,-", 300_000],
  ["300.000.-", 300_000],
  ["300000,--", 300_000],
  ["1.250", 1_250],
  ["1,250", 1_250],
  ["600.123", 600_123],
  ["500", 500],
  ["0", 0],
  ["2.000.000.000", 2_000_000_000],
])("%j is that many rupiah", (typed, amount) => expect(rupiahOf(typed)).toBe(amount));

it.each([
  "",
  "Rp",
  "enam ratus",
  "1,5 juta",
  "1,25",
  "1.5",
  "600.12",
  "600,00",
  "600.00",
  "1250000.00",
  "600.000,50",
  "1.250.000,5",
  "1.250,000",
  "1,250.000",
  "1,250,000,00",
  "1.250.000.00",
  "1.2500",
  "12.50.000",
  "0.500",
  "-500",
  "+500",
  "1e6",
  "0x10",
  "12345678901",
  "1.000.000.000.000",
])("%j is no amount: it could be meant otherwise", (typed) => expect(rupiahOf(typed)).toBeUndefined());

it("reads what the pages themselves show, with the space that never breaks", () => {
  for (const amount of [500, 10_000, 1_250_000]) expect(rupiahOf(rupiah(amount))).toBe(amount);
});
