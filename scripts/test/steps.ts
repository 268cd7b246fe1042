import { existsSync, readFileSync } from "node:fs";

/** One part of `npm test`. Commands run one after the other until one fails; `<report>` is the file for the runner's JSON. */
export type Step = {
  name: string;
  title: string;
  commands: string[][];
  /** How to read the report; a step without one counts as a single check. */
  counts?: (report: unknown) => Counts;
};

/** How many tests passed and failed. */
export type Counts = { passed: number; failed: number };

/** All of `npm test`, in its order: what is quick and catches most comes first. */
export const steps: Step[] = [
  {
    name: "types",
    title: "TypeScript, with the routes that Next knows",
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  { name: "lint", title: "Biome: format and lint", commands: [["biome", "check", "."]] },
  {
    name: "generated",
    title: "migrations fit the schema, documents fit the registry",
    commands: [["node", "scripts/test/generated.ts"]],
  },
  vitestStep("unit", "architecture, units and real PostgreSQL", ["--project", "unit"]),
  vitestStep("package", "Ronda packed, installed and run in every host", ["--project", "package"]),
  { name: "build", title: "the production build", commands: [["node", "scripts/ensure.mjs", "build"]] },
  vitestStep("app", "the built app over HTTP", ["--project", "app", "--project", "load"]),
  {
    name: "browser",
    title: "the built app in a browser",
    commands: [["playwright", "test", "--reporter=list,json"]],
    counts: playwrightCounts,
  },
];

/** A step that Vitest runs; `selection` says which tests. */
export function vitestStep(name: string, title: string, selection: string[]): Step {
  const reporters = ["--reporter=default", "--reporter=json", "--outputFile.json=<report>"];
  return { name, title, commands: [["vitest", "run", ...selection, ...reporters]], counts: vitestCounts };
}

/** What a step adds to the sum. A runner that ended badly without a failed test to show for it counts as one failure. */
export function countsOf(step: Step, report: string, succeeded: boolean): Counts {
  if (!step.counts) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const counts = step.counts(JSON.parse(readFileSync(report, "utf8")));
  return succeeded ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = report as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: Math.max(numFailedTests ?? 0, numFailedTestSuites ? 1 : 0) };
}

function playwrightCounts(report: unknown): Counts {
  const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}
