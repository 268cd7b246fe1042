import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** What became of a file's tests; `failures` says which failed, in words. */
export type FileOutcome = { file: string; passed: number; failures: string[] };

/** What became of a step: of each of its files, and of what belongs to none. */
export type Outcome = FileOutcome[];

/** How many tests passed, and which failed, each behind its file. */
export function sumOf(outcome: Outcome): { passed: number; failures: string[] } {
  return {
    passed: outcome.reduce((sum, { passed }) => sum + passed, 0),
    failures: outcome.flatMap(({ file, failures }) =>
      failures.map((failure) => [file, failure].filter(Boolean).join(" › ")),
    ),
  };
}

type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

/** Vitest's JSON report; files are named by their path in the repository. */
export function vitestOutcome(report: unknown): Outcome {
  return (report as VitestReport).testResults.map(({ name, status, assertionResults }) => {
    const having = (wanted: string) => assertionResults.filter((result) => result.status === wanted);
    const failures = having("failed").map(({ fullName }) => fullName);
    const failedAsAWhole = status === "failed" && failures.length === 0;
    return {
      file: relative(root, name),
      passed: having("passed").length,
      failures: failedAsAWhole ? ["the file itself"] : failures,
    };
  });
}

type PlaywrightSpec = { file: string; line: number; title: string; tests: { status: string }[] };
type PlaywrightSuite = { specs?: PlaywrightSpec[]; suites?: PlaywrightSuite[] };

/** Playwright's JSON report; files are named from its folder of tests on. */
export function playwrightOutcome(report: unknown): Outcome {
  const files = new Map<string, FileOutcome>();
  for (const { file, line, title, tests } of specsOf(report as PlaywrightSuite)) {
    const outcome = files.get(file) ?? { file, passed: 0, failures: [] };
    files.set(file, outcome);
    for (const { status } of tests) {
      if (status === "unexpected") outcome.failures.push(`${line}: ${title}`);
      else if (status !== "skipped") outcome.passed += 1;
    }
  }
  return [...files.values()];
}

function specsOf({ specs = [], suites = [] }: PlaywrightSuite): PlaywrightSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}
