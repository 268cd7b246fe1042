import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { limits } from "#limits.ts";
import { Judged, NotJudged } from "./judged.ts";

/** Something of which is found what `found` resolves with, in a crowd or not. */
function looking(now: { found: () => Promise<string>; isCrowded: boolean }): { find: () => Promise<string> } {
  const judged = new Judged({ look: () => now.found(), isCrowded: () => now.isCrowded });
  return { find: () => judged.find("too late") };
}

const never = () => new Promise<string>(() => {});
const throwing = async () => Promise.reject(new NotJudged("no place"));

it("what cannot be found out in a crowd is what was found before, and nothing else is", async () => {
  const now = { found: async () => "ok", isCrowded: false };
  const { find } = looking(now);
  expect(await find()).toBe("ok");
  for (const [found, told] of [
    [never, "too late"],
    [throwing, "no place"],
  ] as const) {
    now.found = found;
    now.isCrowded = true;
    expect(await find()).toBe("ok");
    now.isCrowded = false;
    expect(await find()).toBe(told);
  }
  Object.assign(now, { found: async () => "locked", isCrowded: true });
  expect(await find()).toBe("locked");
  now.found = throwing;
  expect(await find()).toBe("locked");
});

it("where nothing was found before, nothing is made up", async () => {
  const { find } = looking({ found: throwing, isCrowded: true });
  expect(await find()).toBe("no place");
});

it("what is found too late to be told is told the next time", async () => {
  const late = Promise.withResolvers<string>();
  const now = { found: () => late.promise, isCrowded: true };
  const { find } = looking(now);
  expect(await find()).toBe("too late");
  late.resolve("ok");
  now.found = throwing;
  expect(await find()).toBe("ok");
});

it("a thread that was busy for longer than the bound has time to read what has come meanwhile", async () => {
  const found = async () => {
    await wait(1);
    const untilMs = performance.now() + limits.ready.checkMs + 100;
    while (performance.now() < untilMs);
    await new Promise(setImmediate);
    return "ok";
  };
  expect(await looking({ found, isCrowded: false }).find()).toBe("ok");
});
