import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { run } from "./test/run.ts";
import { type Counts, countsOf, type Step, steps } from "./test/steps.ts";

/**
 * `npm test`: everything that needs nothing but Node and git, step by step; a step that fails does not stop the others.
 * `npm test -- types unit` runs only those. The last line sums up what all runners counted: `N passed, N failed`.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(", ")}. Steps: ${steps.map((step) => step.name).join(" ")}`);
  process.exit(1);
}

const chosen = steps.filter((step) => wanted.length === 0 || wanted.includes(step.name));
const cache = join(import.meta.dirname, "..", "node_modules", ".cache");
mkdirSync(cache, { recursive: true });
const reports = mkdtempSync(join(cache, "test-"));

const results: (Counts & { step: Step; seconds: number })[] = [];
for (const [index, step] of chosen.entries()) {
  console.log(`\n[${index + 1}/${chosen.length}] ${step.name}: ${step.title}`);
  const started = Date.now();
  const report = join(reports, `${step.name}.json`);
  const succeeded = await run(step, report);
  const seconds = (Date.now() - started) / 1000;
  results.push({ step, seconds, ...countsOf(step, report, succeeded) });
}

console.log("");
for (const { step, passed, failed, seconds } of results) {
  const verdict = failed > 0 ? `FAILED (${failed})` : "ok";
  console.log(
    `${step.name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${String(passed).padStart(5)} passed  ${verdict}`,
  );
}
const sum = (part: (counts: Counts) => number) => results.reduce((total, counts) => total + part(counts), 0);
const failed = sum((counts) => counts.failed);
console.log(`\n${sum((counts) => counts.passed)} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
