import { defineConfig } from "vitest/config";

const excluded = ["**/node_modules/**", ".next/**", ".data/**", "tests/browser/**", "tests/host/**"];

/** `vitest run --project unit` needs no build; `--project app` tests the built server, one file at a time. */
export default defineConfig({
  test: {
    globalSetup: ["tests/postgres.ts"],
    pool: "forks",
    maxWorkers: 2,
    // What is waited for comes within milliseconds, unless the machine has other things to do.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...excluded, "tests/app/**"],
          setupFiles: ["tests/environment.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          include: ["tests/app/**/*.test.ts"],
          globalSetup: ["tests/build.ts"],
          setupFiles: ["tests/environment.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
