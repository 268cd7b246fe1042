import { expect, it } from "vitest";
import { mailboxOf } from "./mailbox.ts";

it.each([
  ["ana@example.com", "ana@example.com"],
  [" ANA+promo@Example.com ", "ana@example.com"],
  ["ana+a+b@example.com", "ana@example.com"],
  ["a.n.a+x@gmail.com", "ana@gmail.com"],
  ["a.n.a@googlemail.com", "ana@gmail.com"],
  ["a.n.a@example.com", "a.n.a@example.com"],
  ["+ana@example.com", "+ana@example.com"],
  ["0199-ab", "0199-ab"],
])("%s is delivered to %s", (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});
