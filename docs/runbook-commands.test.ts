import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandsOf, commandsOfRunbook, runbookCommands } from "./runbook-commands.ts";

describe("the commands of the runbook", () => {
  it("are found in blocks, in sentences and in the comments of blocks, without what programs say", () => {
    const text =
      "Press it, or `pm2 status`; see `EmailJob`, `limit reached`.\n\n```sh\nnpx ronda list   # or `npx ronda next`\n```\n\n```yaml\nscrape: me\n```\n";
    expect(commandsOf(text).sort()).toEqual(["npx ronda list", "npx ronda next", "pm2 status"]);
  });

  it("are the same in both languages", () => {
    expect(commandsOfRunbook("id").sort()).toEqual(commandsOfRunbook("en").sort());
  });

  it("each have a test that executes them, or a reason why none can; and nothing else is held", () => {
    expect(Object.keys(runbookCommands).sort()).toEqual(commandsOfRunbook("en").sort());
  });

  it("name tests that are there", () => {
    const missing = Object.entries(runbookCommands).filter(([, held]) => {
      if (!("test" in held)) return false;
      const [file, title] = held.test;
      return !readFileSync(join(import.meta.dirname, "..", file), "utf8").includes(`it("${title}`);
    });
    expect(missing).toEqual([]);
  });
});
