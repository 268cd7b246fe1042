import { defineConfig } from "vitest/config";

/** `npm run test:host`: what needs the system's own cron, logrotate and nginx. One file at a time; waits for real minutes. */
export default defineConfig({
  test: {
    include: ["tests/host/**/*.test.ts"],
    globalSetup: ["tests/postgres.ts", "tests/build.ts"],
    setupFiles: ["tests/environment.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
