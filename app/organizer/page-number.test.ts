import { expect, it } from "vitest";
import { pageNumber } from "./page-number.ts";

it.each([
  ["1", 0],
  ["12", 11],
  [undefined, 0],
  ["0", 0],
  ["-1", 0],
  ["1.5", 0],
  ["99999", 0],
  [["2"], 0],
])("%j is page %i", (value, page) => {
  expect(pageNumber(value)).toBe(page);
});
