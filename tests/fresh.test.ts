import { createHook } from "node:async_hooks";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

it("the next file keeps Node's own timer, by which all requests of the process tell the time", async () => {
  const timers: object[] = [];
  const hook = createHook({ init: (_id, type, _by, timer) => type === "Timeout" && timers.push(timer) });
  const server = createServer((_request, response) => response.end("here")).listen(0, "127.0.0.1");
  await once(server, "listening");
  hook.enable();
  await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text();
  hook.disable();
  const isOver = (timer: object) => Reflect.get(timer, "_destroyed") === true;
  const own = setInterval(() => {}, 60_000);
  const going = timers.filter((timer) => !isOver(timer));
  expect(going).not.toEqual([]);

  await import("./fresh.ts");

  expect(going.filter(isOver)).toEqual([]);
  expect(isOver(own)).toBe(true);
  server.closeAllConnections();
  server.close();
});
