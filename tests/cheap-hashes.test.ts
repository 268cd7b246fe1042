import { hashPassword, verifyPassword } from "better-auth/crypto";
import { expect, it } from "vitest";
import { askedCosts } from "./cheap-hashes.ts";

it("a password asks for what a guess must cost, and its hash still tells it from another", async () => {
  const password = "ronda malam di desa";
  const hash = await hashPassword(password);
  expect(askedCosts.at(-1)).toMatchObject({ N: 16_384, r: 16, p: 1 });
  expect(hash).not.toBe(await hashPassword(password));
  expect(await verifyPassword({ hash, password })).toBe(true);
  expect(askedCosts.at(-1)).toMatchObject({ N: 16_384, r: 16, p: 1 });
  expect(await verifyPassword({ hash, password: "ronda malam di kota" })).toBe(false);
});
