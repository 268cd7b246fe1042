import { defineConfig } from "vitest/config";
import { longestFirst } from "../longest-first.ts";

/** `npm run test:host`: what needs the system's own cron, logrotate and nginx. Cron waits for real minutes, the others go on beside it. */
export default defineConfig({
  test: {
    include: ["tests/host/**/*.test.ts"],
    globalSetup: ["tests/postgres.ts", "tests/build.ts"],
    setupFiles: ["tests/environment.ts"],
    maxWorkers: 2,
    sequence: { sequencer: longestFirst(["tests/host/release-before.test.ts", "tests/host/release.test.ts"]) },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
