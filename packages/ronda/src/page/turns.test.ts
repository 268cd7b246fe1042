import { expect, it } from "vitest";
import { createTurns, TooSlow } from "./turns.ts";

function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let begun = 0;
  const work = () => {
    begun += 1;
    return promise;
  };
  return { work, resolve, reject, begun: () => begun };
}

it("lets the first two work, and the third when one of them has ended", async () => {
  const turns = createTurns({ atOnce: 2, withinMs: 60_000 });
  const [one, two, three] = [held(), held(), held()];
  const results = [one, two, three].map(({ work }) => turns(work));
  expect([one, two, three].map(({ begun }) => begun())).toEqual([1, 1, 0]);
  two.reject(new Error("away"));
  await expect(results[1]).rejects.toThrow("away");
  await expect.poll(three.begun).toBe(1);
  one.resolve("one");
  three.resolve("three");
  expect(await Promise.all([results[0], results[2]])).toEqual(["one", "three"]);
});

it("gives up what takes too long, and never begins what was given up before its turn", async () => {
  const turns = createTurns({ atOnce: 1, withinMs: 10 });
  const [stalled, queued] = [held(), held()];
  const results = [turns(stalled.work), turns(queued.work)];
  for (const result of results) await expect(result).rejects.toThrow(TooSlow);
  const after = turns(async () => "after");
  stalled.resolve("late");
  expect(await after).toBe("after");
  expect(queued.begun()).toBe(0);
});
