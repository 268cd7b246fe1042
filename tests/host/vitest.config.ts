import { defineConfig } from "vitest/config";
import { longestFirst } from "#tests/longest-first.ts";

const longest = ["release-before", "release", "cron", "runbook", "nginx"].map((name) => `tests/host/${name}.test.ts`);

/** `npm run test:host`: what needs the system's own cron, logrotate and nginx. Cron waits for real minutes, the others go on beside it. */
export default defineConfig({
  test: {
    include: ["tests/host/**/*.test.ts"],
    globalSetup: ["tests/postgres.ts", "tests/build.ts"],
    setupFiles: ["tests/environment.ts"],
    // Two cores have three files: one builds, and the others mostly wait for cron's minutes and PM2's bounds.
    maxWorkers: 3,
    sequence: { sequencer: longestFirst(longest) },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
