import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { consumeAttempt } from "./attempts.ts";

ownDatabase();

const start = new Date("2026-05-10T00:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

it("lets ten attempts pass, also when they come at once", async () => {
  const attempts = await Promise.all(
    Array.from({ length: 30 }, () => consumeAttempt("sign-in", "sari@example.com", start)),
  );
  expect(attempts.filter(({ allowed }) => allowed)).toHaveLength(10);
});

it("opens again 15 minutes after the first attempt, however often somebody tried meanwhile", async () => {
  for (let count = 0; count < 12; count++) await consumeAttempt("sign-in", "sari@example.com", start);
  expect(await consumeAttempt("sign-in", "sari@example.com", later(14))).toEqual({
    allowed: false,
    retryAfterSeconds: 60,
  });
  expect(await consumeAttempt("sign-in", "sari@example.com", later(15))).toMatchObject({ allowed: true });
});

it("that a clock counted which was a year ahead keep nobody out once it is right again", async () => {
  const ahead = later(365 * 24 * 60);
  for (let count = 0; count < 12; count++) await consumeAttempt("upload", "hugo@example.com", ahead);
  expect(await consumeAttempt("upload", "hugo@example.com", start)).toMatchObject({ allowed: true });
  // A host whose clock is a little behind opens nothing.
  for (let count = 0; count < 12; count++) await consumeAttempt("sign-in", "hugo@example.com", start);
  expect(await consumeAttempt("sign-in", "hugo@example.com", later(-0.5))).toMatchObject({ allowed: false });
});

it("counts each account for itself", async () => {
  for (let count = 0; count < 11; count++) await consumeAttempt("sign-in", "sari@example.com", start);
  expect(await consumeAttempt("sign-in", "hugo@example.com", start)).toMatchObject({ allowed: true });
});

it("counts what somebody does apart", async () => {
  for (let count = 0; count < 11; count++) await consumeAttempt("sign-in", "hugo@example.com", start);
  expect(await consumeAttempt("upload", "hugo@example.com", start)).toMatchObject({ allowed: true });
});
