import { expect, it, vi } from "vitest";
import { onceAProcess } from "./once-a-process.ts";

it("a module that is loaded twice finds what its first copy has made", async () => {
  const first = onceAProcess("test", () => ({ made: 1 }));
  vi.resetModules();
  const copy = await import("./once-a-process.ts");
  expect(copy.onceAProcess).not.toBe(onceAProcess);
  expect(copy.onceAProcess("test", () => ({ made: 2 }))).toBe(first);
});
