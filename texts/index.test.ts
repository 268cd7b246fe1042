import { expect, it } from "vitest";
import { isLocale, textsFor } from "#texts/index.ts";

it("speaks Indonesian and English", () => {
  expect(["id", "en"].every(isLocale)).toBe(true);
  expect(textsFor("id").account.signIn.title).toBe("Masuk");
  expect(textsFor("en").account.signIn.title).toBe("Sign in");
});

it.each(["fr", "", "toString", "constructor", "__proto__", undefined, null, 7])(
  "%j, as a cookie or a form may say, is no language",
  (value) => {
    expect(isLocale(value)).toBe(false);
  },
);
