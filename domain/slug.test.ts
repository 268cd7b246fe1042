import { expect, it } from "vitest";
import { newSlug } from "./slug.ts";

it.each([
  ["Gunung Prau: Sunrise & Camp!", /^gunung-prau-sunrise-camp-[2-9a-z]{4}$/],
  ["  Café  _Söhne_  ", /^cafe-sohne-[2-9a-z]{4}$/],
  ["日本", /^[2-9a-z]{4}$/],
  ["../../etc/passwd?x=1#y", /^etcpasswdx1y-[2-9a-z]{4}$/],
])("%s becomes an address", (name, slug) => {
  expect(newSlug(name)).toMatch(slug);
});

it.each([
  ["㎮".repeat(90), /^[a-z]{60}-[2-9a-z]{4}$/],
  ["Gunung ".repeat(14), /^(gunung-){8}[2-9a-z]{4}$/],
])("a long name becomes a bounded address: %s", (name, slug) => {
  expect(newSlug(name)).toMatch(slug);
});

it("the same name gets another address each time", () => {
  expect(new Set(Array.from({ length: 50 }, () => newSlug("Prau"))).size).toBeGreaterThan(45);
});
