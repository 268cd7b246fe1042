import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const file = join(mkdtempSync(join(tmpdir(), "setrip-clock-")), "clock");
const dayMs = 24 * 3_600_000;

beforeEach(() => {
  vi.resetModules();
  // Each test is as a process of its own.
  delete (globalThis as Record<symbol, unknown>)[Symbol.for("setrip.once-a-process")];
  vi.useFakeTimers({ now: new Date("2026-05-10T12:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** As this process counts, which passes while a test runs. */
const near = (moment: string) => (at: Date) => Math.abs(at.getTime() - Date.parse(moment)) < 60_000;

it("tells the machine's time", async () => {
  const { clock } = await import("#clock.ts");
  expect(clock()).toEqual(new Date("2026-05-10T12:00:00Z"));
});

it("is moved by the offset in SETRIP_TEST_CLOCK_FILE, read each time, and believes it", async () => {
  vi.stubEnv("SETRIP_TEST_CLOCK_FILE", file);
  const { clock } = await import("#clock.ts");
  writeFileSync(file, `${400 * dayMs}\n`);
  expect([clock(), clock.leap()]).toEqual([new Date("2027-06-14T12:00:00Z"), null]);
  writeFileSync(file, "-1000");
  expect([clock(), clock.leap()]).toEqual([new Date("2026-05-10T11:59:59Z"), null]);
});

it("goes on by what it counts where the machine's clock leaps, until that is put right", async () => {
  vi.stubEnv("SETRIP_TEST_CLOCK_FILE", file);
  writeFileSync(file, "0");
  const { clock } = await import("#clock.ts");
  clock();
  writeFileSync(file, `leap ${400 * dayMs}`);
  expect(clock()).toSatisfy(near("2026-05-10T12:00:00Z"));
  expect(Math.round((clock.leap()?.leapMs ?? 0) / dayMs)).toBe(400);
  writeFileSync(file, "leap 0");
  expect([clock(), clock.leap()]).toEqual([new Date("2026-05-10T12:00:00Z"), null]);
});

it("refuses an offset that is not a number", async () => {
  vi.stubEnv("SETRIP_TEST_CLOCK_FILE", file);
  writeFileSync(file, "0");
  const { clock } = await import("#clock.ts");
  writeFileSync(file, "tomorrow");
  expect(() => clock()).toThrow("must hold an offset in milliseconds, such as 86400000");
});
