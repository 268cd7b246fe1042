import { join } from "node:path";
import { expect, it } from "vitest";
import { playwrightOutcome, sumOf, vitestOutcome } from "./outcome.ts";

const root = join(import.meta.dirname, "..", "..");

it("Vitest's report is read file by file, and a file that fails as a whole is one failure", () => {
  const results = (...statuses: string[]) => statuses.map((status, index) => ({ fullName: `test ${index}`, status }));
  const outcome = vitestOutcome({
    testResults: [
      { name: join(root, "a.test.ts"), status: "passed", assertionResults: results("passed", "skipped", "passed") },
      { name: join(root, "b.test.ts"), status: "failed", assertionResults: results("passed", "failed") },
      { name: join(root, "c.test.ts"), status: "failed", assertionResults: [] },
    ],
  });
  expect(outcome).toEqual([
    { file: "a.test.ts", passed: 2, failures: [] },
    { file: "b.test.ts", passed: 1, failures: ["test 1"] },
    { file: "c.test.ts", passed: 0, failures: ["the file itself"] },
  ]);
  expect(sumOf(outcome)).toEqual({ passed: 3, failures: ["b.test.ts › test 1", "c.test.ts › the file itself"] });
});

it("Playwright's report is read with all that its groups have, and what was skipped counts neither way", () => {
  const spec = (file: string, status: string) => ({ file, line: 7, title: status, tests: [{ status }] });
  expect(
    playwrightOutcome({
      suites: [
        { specs: [spec("a.spec.ts", "expected"), spec("a.spec.ts", "skipped")] },
        {
          specs: [],
          suites: [{ specs: [spec("b.spec.ts", "unexpected")], suites: [{ specs: [spec("b.spec.ts", "flaky")] }] }],
        },
      ],
    }),
  ).toEqual([
    { file: "a.spec.ts", passed: 1, failures: [] },
    { file: "b.spec.ts", passed: 1, failures: ["7: unexpected"] },
  ]);
});
