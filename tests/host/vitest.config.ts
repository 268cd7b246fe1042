import { defineConfig } from "vitest/config";

/** `npm run test:host`: what needs the system's own cron, logrotate and nginx. Cron waits for real minutes, the others go on beside it. */
export default defineConfig({
  test: {
    include: ["tests/host/**/*.test.ts"],
    globalSetup: ["tests/postgres.ts", "tests/build.ts"],
    setupFiles: ["tests/environment.ts"],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
