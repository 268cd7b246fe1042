import { expect, it } from "vitest";
import { run } from "./run.ts";

const step = (...scripts: string[]) => ({
  name: "test",
  title: "a test",
  commands: scripts.map((script) => ["node", "--eval", script]),
});

/** Runs it and gives how it went and everything that it said. */
async function told(...scripts: string[]): Promise<{ succeeded: boolean; said: string }> {
  let said = "";
  const { succeeded } = await run(step(...scripts), "/nowhere", (chunk) => {
    said += chunk;
  });
  return { succeeded, said };
}

it("a step's commands run one after the other, and their output is told", async () => {
  expect(await told('console.log("one")', 'console.error("two")')).toEqual({ succeeded: true, said: "one\ntwo\n" });
});

it("the first that fails ends the step", async () => {
  expect(await told('console.log("one"); process.exit(3)', 'console.log("two")')).toEqual({
    succeeded: false,
    said: "one\n",
  });
});

it("a command is over when it ends, also when something that it started holds its output", async () => {
  const leaves = 'require("node:child_process").spawn("sleep", ["60"], { stdio: "inherit", detached: true }).unref()';
  const began = Date.now();
  expect(await told(`${leaves}; console.log("one")`)).toEqual({ succeeded: true, said: "one\n" });
  expect(Date.now() - began).toBeLessThan(50_000);
});

it("the processor's time of its commands and of what they waited for is counted, and no time in which they only waited", async () => {
  const work =
    "const until = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < until) for (let n = 0; n < 1e6; n++);";
  const working = `require("node:child_process").execFileSync("node", ["--eval", ${JSON.stringify(work)}])`;
  const { cpuSeconds: worked } = await run(step(work, working), "/nowhere", () => {});
  const { cpuSeconds: idle } = await run(step('setTimeout(() => console.log("one"), 200)'), "/nowhere", () => {});
  expect(worked - idle).toBeGreaterThan(0.5);
  expect(idle).toBeGreaterThan(0);
});

it("a step whose program is not there fails and says so", async () => {
  let said = "";
  const commands = [["a-program-that-nobody-has"]];
  const { succeeded } = await run({ name: "test", title: "a test", commands }, "/nowhere", (chunk) => {
    said += chunk;
  });
  expect([succeeded, said]).toEqual([false, expect.stringContaining("a-program-that-nobody-has")]);
});
