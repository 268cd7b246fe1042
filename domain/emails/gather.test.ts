import { expect, it } from "vitest";
import { gather } from "./gather.ts";

it("does calls together that come while one is under way", async () => {
  const rounds: number[][] = [];
  const double = gather(async (inputs: number[]) => {
    rounds.push(inputs);
    await Promise.resolve();
    return inputs.map((input) => 2 * input);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(rounds).toEqual([[1], [2, 3], [4]]);
});

it("fails the calls of one round only", async () => {
  const pick = gather(async (inputs: string[]) => {
    if (inputs.includes("wrong")) throw new Error("wrong");
    return inputs;
  });
  const results = await Promise.allSettled(["first", "wrong", "with it"].map(pick));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await pick("after")).toBe("after");
});
