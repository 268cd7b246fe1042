import { expect, it } from "vitest";
import { redactor } from "../record/redact.ts";
import { expectLinear } from "../testing/linear.ts";
import type { Payload } from "../types.ts";
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

it("shortens many texts as far as it takes", () => {
  const reports = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`report-${index}`, "x".repeat(5000)]));
  const stored = storedPayload(reports);
  expect(sizeOf(stored)).toBeLessThanOrEqual(64 * 1024);
  expect(stored).toMatchObject({ "report-299": "x".repeat(100), truncated: { "report-299": 5000 } });
});

it("leaves out what lies too deep for PostgreSQL, and says where", () => {
  const nested = (levels: number): Payload => (levels === 0 ? { bottom: [1, 2, 3] } : { a: nested(levels - 1) });
  expect(storedPayload(nested(90))).toEqual(nested(90));
  const stored = storedPayload({ total: 7, deep: nested(3000) });
  expect(stored.total).toBe(7);
  expect(Object.entries(stored.truncated as object)).toEqual([[`deep${".a".repeat(99)}`, 1]]);
});

it("takes no NUL and no half letter, in keys neither", () => {
  expect(storedPayload({ "a\0b": "c\0d", "x\ud800": "y\ud800" })).toEqual({ ab: "cd", "x\ufffd": "y\ufffd" });
});

it.each<[string, (size: number) => Payload]>([
  ["a long list", (size) => ({ ids: many(size) })],
  ["a list of objects", (size) => ({ rows: many(size / 4).map((id) => ({ id, nested: { values: [1, 2] } })) })],
  ["lists in lists", (size) => ({ rows: many(Math.sqrt(size)).map(() => many(Math.sqrt(size))) })],
  ["many keys", (size) => Object.fromEntries(many(size).map((id) => [id, 1]))],
  ["a long key", (size) => ({ ["k".repeat(size * 10)]: 1 })],
  ["a long text", (size) => ({ report: "é".repeat(size * 10) })],
  ["a text of NULs", (size) => ({ report: "\0".repeat(size * 10) })],
  ["many texts", (size) => Object.fromEntries(many(size / 100).map((id) => [id, "x".repeat(1000)]))],
])("costs four times as much for a payload of four times the size: %s", (_what, make) => {
  expectLinear((size) => {
    const payload = make(size);
    const redact = redactor(["the-cron-secret"], [/sk_live_\w+/]);
    return () => storedPayload(payload, redact);
  }, 40_000);
});

it("takes secrets out of texts and keys, wherever they stand, and where a text is cut", () => {
  const secret = "the-cron-secret-of-the-bakery";
  const redact = redactor([secret], [/sk_live_\w+/, /\d/]);
  const payload = { answer: `Bearer ${secret}`, list: [{ [secret]: "sk_live_abc" }], total: 7, none: null };
  expect(storedPayload(payload, redact)).toEqual({
    answer: "Bearer [redacted]",
    list: [{ "[redacted]": "[redacted]" }],
    total: 7,
    none: null,
  });
  for (let lead = 0; lead < 40; lead++) {
    const long = { report: `${"x".repeat(lead)}${`${secret} `.repeat(10_000)}` };
    expect(JSON.stringify(storedPayload(long, redact))).not.toMatch(/the-?cron|the-|bakery/);
  }
  // What is hidden may be longer than what stood there.
  expect(sizeOf(storedPayload({ digits: "7".repeat(60_000), list: many(5000) }, redact))).toBeLessThanOrEqual(
    64 * 1024,
  );
});

it("writes dates as JSON does", () => {
  expect(storedPayload({ at: new Date(0) })).toEqual({ at: "1970-01-01T00:00:00.000Z" });
});
