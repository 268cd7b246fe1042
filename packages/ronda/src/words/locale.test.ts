import { expect, it } from "vitest";
import { acceptedLocale, isLocale } from "./locale.ts";

it.each([
  ["id-ID,id;q=0.9,en;q=0.8", "id"],
  ["en-US", "en"],
  ["fr, de;q=0.9, en;q=0.1, id;q=0.2", "id"],
  ["in-ID", "id"],
  ["en;q=0", undefined],
  ["fr", undefined],
  ["", undefined],
  [null, undefined],
  ["toString, __proto__", undefined],
  [`${"x,".repeat(100_000)}en`, undefined],
])("a browser that sends %s reads %s", (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});

it.each(["toString", "constructor", "", "fr", null, 7])("%j is no language", (value) => {
  expect(isLocale(value)).toBe(false);
});
