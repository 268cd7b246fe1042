import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { changeBankAccount } from "#domain/bank-accounts/change.ts";
import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { givenAccount, newVisitor, password } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { requestReset } from "./passwords.ts";
import { logRefusal } from "./security-log.ts";
import { signIn } from "./sign-in.ts";
import { requestEmailChange } from "./verification.ts";

ownDatabase();

let now = new Date("2026-05-01T00:00:00Z");
let warned: MockInstance;
beforeEach(() => {
  // Far from the test before: a kind that has written its lines is quiet for the rest of its window.
  now = new Date(now.getTime() + 10 * limits.securityLog.windowMs);
  warned = vi.spyOn(logger, "warn").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

type Line = Record<string, unknown>;
const lines = (about: string): Line[] =>
  warned.mock.calls.filter(([, message]) => message === about).map(([fields]) => fields as Line);

describe("a line without personal data is left by", () => {
  it("a failed sign-in, whether the address is known or not, and by the tenth one that locks", async () => {
    const ana = await givenAccount({ email: "ana.rahasia@example.com" });
    const from = new Headers({ "x-real-ip": "203.0.113.77" });
    await signIn({ email: "nobody.rahasia@example.com", password: "tebakan-rahasia" }, from);
    for (let guess = 0; guess < 12; guess++)
      await signIn({ email: ana.email, password: "tebakan-rahasia" }, newVisitor());
    const refused = lines("sign-in refused");
    expect(refused).toHaveLength(11);
    expect(refused[0]).toMatchObject({ scope: "security", reason: "INVALID_EMAIL_OR_PASSWORD" });
    expect(lines("sign-in locked")).toHaveLength(2);
    expect(new Set(refused.map(({ account }) => account)).size).toBe(2);
    const written = JSON.stringify(warned.mock.calls);
    for (const secret of ["rahasia", "203.0.113", "10.0.", ana.id, "example.com"])
      expect(written).not.toContain(secret);
  });

  it("a wrong password for the bank account or another address, and a limit that is reached", async () => {
    const ana = await givenAccount();
    const account = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
    await changeBankAccount({ userId: ana.id, account, proof: "tebakan" }, { now });
    const asked = { userId: ana.id, email: "baru@example.com", proof: "tebakan" };
    await requestEmailChange(asked, { visitor: newVisitor(), now });
    expect(lines("owner not proved")).toMatchObject([{ what: "bank-account" }, { what: "email" }]);
    for (let times = 0; times < 6; times++) await requestReset({ email: ana.email }, { visitor: newVisitor(), now });
    expect(lines("limit reached")).toMatchObject([{ what: "reset-mail" }]);
    expect(JSON.stringify(warned.mock.calls)).not.toMatch(new RegExp(`${ana.id}|${ana.email}|baru@|1234567`));
  });

  it("nobody who is let in", async () => {
    const ana = await givenAccount();
    await signIn({ email: ana.email, password }, newVisitor());
    expect(warned).not.toHaveBeenCalled();
  });
});

it("marks are the same all day, and another day's cannot be compared with them", () => {
  const day = 24 * 3_600_000;
  for (const ms of [0, 3_600_000, day]) logRefusal("sign-in refused", { account: "x" }, new Date(now.getTime() + ms));
  const [one, same, other] = lines("sign-in refused").map(({ account }) => account);
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

it("a flood of one kind writes so many lines a minute, and says afterwards how many more there were", () => {
  for (let times = 0; times < 10_000; times++) logRefusal("admin page refused", { account: "eve" }, now);
  logRefusal("limit reached", { what: "upload" }, now);
  const { linesPerWindow, windowMs } = limits.securityLog;
  expect(lines("admin page refused")).toHaveLength(linesPerWindow);
  expect(lines("limit reached")).toHaveLength(1);
  logRefusal("admin page refused", { account: "eve" }, new Date(now.getTime() + windowMs));
  expect(lines("admin page refused").at(-1)).toMatchObject({ unwritten: 10_000 - linesPerWindow });
});
