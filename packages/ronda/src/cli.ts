#!/usr/bin/env node
import { main } from "./cli/program.ts";

// A reader such as `head` may leave before everything is printed.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

// Not process.exit(): what was printed into a pipe would be cut.
process.exitCode = await main(process.argv.slice(2));
