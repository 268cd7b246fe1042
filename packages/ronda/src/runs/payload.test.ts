import { expect, it } from "vitest";
import { storedPayload } from "./payload.ts";

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const many = (count: number) => Array.from({ length: count }, (_, index) => `item-${index}`);

it("keeps a payload as it is up to 64 KiB", () => {
  const payload = { ids: many(4000), nested: { total: 7 } };
  expect(sizeOf(payload)).toBeLessThan(64 * 1024);
  expect(storedPayload(payload)).toEqual(payload);
});

it("shortens every array above that, wherever it stands, and tells each one's real length", () => {
  const stored = storedPayload({ ids: many(50_000), trips: { failed: many(30_000), few: [1, 2] }, total: 80_000 });
  expect(sizeOf(stored)).toBeLessThanOrEqual(64 * 1024);
  expect(stored).toMatchObject({ total: 80_000, trips: { few: [1, 2] } });
  expect(stored.truncated).toEqual({ ids: 50_000, "trips.failed": 30_000 });
});

it("shortens the arrays inside of arrays", () => {
  const stored = storedPayload({ batches: Array.from({ length: 40 }, () => ({ ids: many(5000) })) });
  expect(sizeOf(stored)).toBeLessThanOrEqual(64 * 1024);
  expect(stored.truncated).toMatchObject({ "batches[].ids": expect.any(Number) });
});

it("never cuts a number", () => {
  const amounts = Array.from({ length: 50_000 }, (_, index) => 1_000_000_000 + index);
  const { amounts: kept } = storedPayload({ amounts });
  expect(kept).toEqual(amounts.slice(0, (kept as number[]).length));
});

it("shortens long texts where arrays are not the reason", () => {
  const stored = storedPayload({ report: "é".repeat(100_000), total: 3 });
  expect(stored).toEqual({ report: "é".repeat(1000), total: 3, truncated: { report: 100_000 } });
});

it("keeps only its size when nothing else helps", () => {
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key-${index}`, index]));
  expect(storedPayload(wide)).toEqual({ truncated: { "": sizeOf(wide) } });
});

it("writes dates as JSON does", () => {
  expect(storedPayload({ at: new Date(0) })).toEqual({ at: "1970-01-01T00:00:00.000Z" });
});
