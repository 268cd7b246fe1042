import { expect, it, vi } from "vitest";
import { onceAProcess } from "#once-a-process.ts";

it("the next file finds the process as a new one is", async () => {
  process.env.SETRIP_FROM_A_TEST = "left behind";
  process.env.APP_URL = "http://left.example";
  vi.stubGlobal("fetch", () => {});
  let ticks = 0;
  setInterval(() => ticks++, 1);
  vi.spyOn(console, "log").mockReturnValue();
  vi.useFakeTimers({ now: 0 });
  process.on("SIGTERM", () => {});
  onceAProcess("left behind", () => ({ by: "one file" }));
  const own = await import("#clock.ts");

  await import("./fresh.ts");

  expect(process.env).not.toHaveProperty("SETRIP_FROM_A_TEST");
  expect(process.env.APP_URL).not.toBe("http://left.example");
  expect(String(fetch)).not.toBe("() => {}");
  expect(Date.now()).toBeGreaterThan(0);
  expect(vi.isMockFunction(console.log)).toBe(false);
  const before = ticks;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(ticks).toBe(before);
  expect(process.listenerCount("SIGTERM")).toBe(0);
  expect(onceAProcess("left behind", () => ({ by: "another" }))).toEqual({ by: "another" });
  expect(await import("#clock.ts")).not.toBe(own);
});
