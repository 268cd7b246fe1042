import { expect, it } from "vitest";
import { mostFilesAgain, type Result, runFailedAgain } from "./again.ts";
import type { FileOutcome, Outcome } from "./outcome.ts";

const good = (file: string): FileOutcome => ({ file, passed: 3, failures: [] });
const bad = (file: string): FileOutcome => ({ file, passed: 2, failures: ["does it"] });

function resultOf(name: string, outcome: Outcome): Result {
  return { step: { name, title: name, commands: [["all"]], only: (files) => [["only", ...files]] }, outcome };
}

/** Runs them again, where `second` is what becomes of it, and gives the commands that ran, too. */
async function again(results: Result[], second: Outcome) {
  const ran: string[][] = [];
  const outcome = await runFailedAgain(results, async ({ commands }) => {
    ran.push(...commands);
    return second;
  });
  return { ran, outcomes: outcome.results.map((result) => result.outcome), failedAtFirst: outcome.failedAtFirst };
}

it("a file that passes alone has passed, and is named", async () => {
  expect(await again([resultOf("unit", [good("a"), bad("b")])], [good("b")])).toEqual({
    ran: [["only", "b"]],
    outcomes: [[good("a"), good("b")]],
    failedAtFirst: ["[unit] b › does it"],
  });
});

it("a file that fails again has failed", async () => {
  const { outcomes, failedAtFirst } = await again([resultOf("unit", [bad("b")])], [bad("b")]);
  expect({ outcomes, failedAtFirst }).toEqual({ outcomes: [[bad("b")]], failedAtFirst: [] });
});

it("a file that the second run says nothing of has failed still", async () => {
  const noReport = { file: "", passed: 0, failures: ["the runner left no report"] };
  const { outcomes } = await again([resultOf("unit", [bad("b")])], [noReport]);
  expect(outcomes).toEqual([[bad("b"), noReport]]);
});

it("what passed is not run again, and neither is what belongs to no file", async () => {
  const outcome = [good("a"), { file: "", passed: 0, failures: ["the runner failed, and none of its tests"] }];
  expect(await again([resultOf("unit", outcome)], [])).toEqual({ ran: [], outcomes: [outcome], failedAtFirst: [] });
});

it("a step that has no files is not run again", async () => {
  const lint: Result = { step: { name: "lint", title: "lint", commands: [["lint"]] }, outcome: [bad("lint")] };
  expect((await again([lint], [good("lint")])).ran).toEqual([]);
});

it("more failed files than a busy machine explains are not run again", async () => {
  const many = Array.from({ length: mostFilesAgain }, (_, index) => bad(`${index}`));
  expect((await again([resultOf("unit", many)], [])).ran).toHaveLength(1);
  expect((await again([resultOf("unit", many), resultOf("app", [bad("one more")])], [])).ran).toEqual([]);
});
