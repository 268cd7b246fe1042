import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const file = join(mkdtempSync(join(tmpdir(), "setrip-clock-")), "clock");

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ now: new Date("2026-05-10T12:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

it("tells the machine's time", async () => {
  const { clock } = await import("#clock.ts");
  expect(clock()).toEqual(new Date("2026-05-10T12:00:00Z"));
});

it("is moved by the offset in SETRIP_TEST_CLOCK_FILE, read each time", async () => {
  vi.stubEnv("SETRIP_TEST_CLOCK_FILE", file);
  const { clock } = await import("#clock.ts");
  writeFileSync(file, `${24 * 3_600_000}\n`);
  expect(clock()).toEqual(new Date("2026-05-11T12:00:00Z"));
  writeFileSync(file, "-1000");
  expect(clock()).toEqual(new Date("2026-05-10T11:59:59Z"));
});

it("refuses an offset that is not a number", async () => {
  vi.stubEnv("SETRIP_TEST_CLOCK_FILE", file);
  writeFileSync(file, "tomorrow");
  const { clock } = await import("#clock.ts");
  expect(() => clock()).toThrow("must hold an offset in milliseconds, such as 86400000");
});
