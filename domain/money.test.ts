import { expect, it } from "vitest";
import { rupiahField } from "./money.ts";

it.each([
  ["600000", 600_000],
  [" Rp 600.000 ", 600_000],
  ["rp1.250.000", 1_250_000],
  ["1,250,000", 1_250_000],
  ["500", 500],
])("%s is that many rupiah", (typed, amount) => {
  expect(rupiahField.parse(typed)).toBe(amount);
});

it.each(["", "enam ratus", "600.00", "1.5", "-500", "600.000,50", "1e5", "99999999999"])("%s is no amount", (typed) => {
  expect(rupiahField.safeParse(typed).success).toBe(false);
});
