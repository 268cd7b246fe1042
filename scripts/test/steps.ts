import { existsSync, readFileSync } from "node:fs";

/** One part of `npm test`. Commands run one after the other until one fails; `<report>` is the file for the runner's JSON. */
export type Step = {
  name: string;
  title: string;
  commands: string[][];
  /** How to read the report; a step without one counts as a single check. */
  read?: (report: unknown) => Outcome;
};

/** How many tests passed and failed, and which failed. */
export type Outcome = { passed: number; failed: number; failures: string[] };

/**
 * All of `npm test`. Lanes run side by side, and each takes its steps in order: what is quick and catches most comes first,
 * and what waits for pages stands beside what computes. What follows the lanes has the machine to itself.
 */
export const lanes: Step[][] = [
  [
    { name: "lint", title: "Biome: format and lint", commands: [["biome", "check", "."]] },
    {
      name: "generated",
      title: "migrations fit the schema, documents fit the registry",
      commands: [["node", "scripts/test/generated.ts"]],
    },
    vitestStep("unit", "architecture, units and real PostgreSQL", ["--project", "unit"]),
    vitestStep("package", "Ronda packed, installed and run in every host", ["--project", "package"]),
  ],
  [
    {
      name: "types",
      title: "TypeScript, with the routes that Next knows",
      commands: [
        ["next", "typegen"],
        // Several checkers are done sooner on cores of their own and do a third of the work twice; here another step has one.
        ["tsc", "--noEmit", "--checkers", "1"],
      ],
    },
    { name: "build", title: "the production build", commands: [["node", "scripts/ensure.mjs", "build"]] },
    vitestStep("app", "the built app over HTTP", ["--project", "app"]),
    {
      name: "browser",
      title: "the built app in a browser",
      commands: [["playwright", "test", "--reporter=list,json"]],
      read: playwrightOutcome,
    },
  ],
];

/** What measures the app under a load of its own: anything beside it would be measured, too. */
export const alone: Step[] = [
  vitestStep("load", "the built app under attack, under load and without its database", ["--project", "load"]),
];

/** A step that Vitest runs; `selection` says which tests. */
export function vitestStep(name: string, title: string, selection: string[]): Step {
  const reporters = ["--reporter=default", "--reporter=json", "--outputFile.json=<report>"];
  return { name, title, commands: [["vitest", "run", ...selection, ...reporters]], read: vitestOutcome };
}

/** What a step adds to the sum. A runner that ended badly without a failed test to show for it counts as one failure. */
export function outcomeOf(step: Step, report: string, succeeded: boolean): Outcome {
  if (!step.read) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, failures: [] };
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: ["the runner left no report"] };
  const outcome = step.read(JSON.parse(readFileSync(report, "utf8")));
  return succeeded ? outcome : { ...outcome, failed: Math.max(outcome.failed, 1) };
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

function vitestOutcome(report: unknown): Outcome {
  const { numPassedTests, numFailedTests, testResults } = report as VitestReport;
  const failures = testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      return failed.length === 0 ? [name] : failed.map(({ fullName }) => `${name} › ${fullName}`);
    });
  // A file that fails as a whole has no failed test to count.
  return { passed: numPassedTests, failed: Math.max(numFailedTests, failures.length > 0 ? 1 : 0), failures };
}

type PlaywrightSuite = {
  specs?: { file: string; line: number; title: string; ok: boolean }[];
  suites?: PlaywrightSuite[];
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number };
  suites: PlaywrightSuite[];
};

function playwrightOutcome(report: unknown): Outcome {
  const { stats, suites } = report as PlaywrightReport;
  const failedSpecs = (suite: PlaywrightSuite): string[] => [
    ...(suite.specs ?? []).flatMap(({ file, line, title, ok }) => (ok ? [] : [`${file}:${line} › ${title}`])),
    ...(suite.suites ?? []).flatMap(failedSpecs),
  ];
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    failures: suites.flatMap(failedSpecs),
  };
}
