import { expect, it } from "vitest";
import { rupiahField } from "./rupiah.ts";

const problem = (typed: unknown, limits?: Parameters<typeof rupiahField>[0]) =>
  rupiahField(limits)
    .safeParse(typed)
    .error?.issues.map(({ code, message }) => (code === "custom" ? message : code));

it("a field takes what can be read, and says what is wrong with anything else", () => {
  expect(rupiahField().parse("Rp 1.250.000,00")).toBe(1_250_000);
  expect(problem("1,25")).toEqual(["rupiah"]);
  expect(problem(undefined)).toEqual(["invalid_type"]);
});

it("a field keeps to its limits, and never takes more than the columns hold", () => {
  expect(problem("0")).toEqual(["too_small"]);
  expect(rupiahField({ least: 0 }).parse("0")).toBe(0);
  expect(problem("9.999", { least: 10_000 })).toEqual(["too_small"]);
  expect(problem("100.000.001", { most: 100_000_000 })).toEqual(["too_big"]);
  expect(problem("2.000.000.001")).toEqual(["too_big"]);
});
