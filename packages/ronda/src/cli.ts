#!/usr/bin/env node
import { main } from "./cli/program.ts";

// Not process.exit(): what was printed into a pipe would be cut.
process.exitCode = await main(process.argv.slice(2));
