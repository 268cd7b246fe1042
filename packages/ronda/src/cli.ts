#!/usr/bin/env node
import { nodeProblem } from "./required-node.ts";

// A reader such as `head` may leave before everything is printed.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const problem = nodeProblem();
if (problem) {
  console.error(`ronda: ${problem}`);
  process.exitCode = 2;
} else {
  // Loaded only now: what it imports does not parse on every Node. No top-level await, for the same reason.
  import("./cli/program.ts")
    .then(({ main }) => main(process.argv.slice(2)))
    .then((code) => {
      // Not process.exit(): what was printed into a pipe would be cut.
      process.exitCode = code;
    });
}
