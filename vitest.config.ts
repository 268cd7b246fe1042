import { join } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { longestFirst } from "./tests/longest-first.ts";
import { patienceMs, wholeTestMs } from "./tests/patience.ts";

const excluded = ["**/node_modules/**", ".next/**", ".data/**", "tests/browser/**", "tests/host/**"];
const packaged = "packages/ronda/tarball/**";

/** They measure how the app does under a load of their own, so nothing else may run beside them. */
const alone = ["hostile", "outage", "uploads"].map((name) => `tests/app/${name}.test.ts`);

/** By what they took on a machine with nothing else to do: those that need no build, then those of the built app. */
const longest = [
  "tests/history/history.test.ts",
  "scripts/sample/load.test.ts",
  "domain/backups/cut-off.test.ts",
  "domain/backups/backup.test.ts",
  "db/embedded.test.ts",
  "packages/ronda/src/runs/lease.test.ts",
  "tests/recipes/recipes.test.ts",
  "domain/departures/auto-complete.process.test.ts",
  "packages/ronda/src/cli/cli.test.ts",
  "scripts/backups/typed.test.ts",
  "tests/app/kill.test.ts",
  "tests/app/demo.test.ts",
  "tests/app/long-words.test.ts",
  "tests/app/access.test.ts",
  "tests/app/typed-text.test.ts",
];

/**
 * `vitest run --project unit` needs no build; `--project app` tests the built server, and `--project load` what burdens it, one
 * file at a time; `--project package` tests Ronda as others install it.
 */
export default defineConfig({
  test: {
    globalSetup: ["tests/postgres.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Each process of tests loads the query builder.
    execArgv: ["--import", join(import.meta.dirname, "scripts/quick-imports.ts")],
    sequence: { sequencer: longestFirst(longest) },
    // What is waited for comes within milliseconds, unless the machine has other things to do.
    expect: { poll: { timeout: patienceMs } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...excluded, "tests/app/**", packaged],
          // Files share a process, which fresh.ts makes as new: docs/decisions/0042-test-files-share-a-process.md.
          isolate: false,
          setupFiles: ["tests/fresh.ts", "tests/cheap-hashes.ts", "tests/environment.ts"],
          sequence: { setupFiles: "list" },
          // Only for what hangs: a busy machine takes ten times as long.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      builtApp({ name: "app", include: ["tests/app/**/*.test.ts"], exclude: [...excluded, ...alone] }),
      builtApp({ name: "load", include: alone, fileParallelism: false, sequence: { groupOrder: 1 } }),
      {
        extends: true,
        test: {
          name: "package",
          include: ["packages/ronda/tarball/*.test.ts"],
          globalSetup: ["packages/ronda/tarball/install.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

function builtApp(test: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      globalSetup: ["tests/build.ts"],
      setupFiles: ["tests/environment.ts"],
      testTimeout: wholeTestMs,
      hookTimeout: wholeTestMs,
      ...test,
    },
  };
}
