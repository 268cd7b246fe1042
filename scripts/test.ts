import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { run } from "./test/run.ts";
import { alone, lanes, type Outcome, outcomeOf, type Step } from "./test/steps.ts";
import { takingTurns } from "./test/turns.ts";

/**
 * `npm test`: everything that needs nothing but Node and git, in steps of which two run side by side; one that fails does
 * not stop the others. `npm test -- types unit` runs only those. The last line sums up what all runners counted:
 * `N passed, N failed`.
 */
const all = [...lanes.flat(), ...alone];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(", ")}. Steps: ${all.map((step) => step.name).join(" ")}`);
  process.exit(1);
}

const cache = join(import.meta.dirname, "..", "node_modules", ".cache");
mkdirSync(cache, { recursive: true });
const reports = mkdtempSync(join(cache, "test-"));
const speaker = takingTurns((chunk) => process.stdout.write(chunk));
const started = Date.now();

const results: (Outcome & { step: Step; seconds: number })[] = [];
await Promise.all(lanes.map(runInOrder));
await runInOrder(alone);
sumUp();

async function runInOrder(steps: Step[]): Promise<void> {
  for (const step of steps) if (wanted.length === 0 || wanted.includes(step.name)) await runOne(step);
}

async function runOne(step: Step): Promise<void> {
  const { write, end } = speaker();
  const begun = Date.now();
  write(`\n[${step.name}] ${step.title}\n`);
  const report = join(reports, `${step.name}.json`);
  const succeeded = await run(step, report, write);
  const seconds = (Date.now() - begun) / 1000;
  const outcome = outcomeOf(step, report, succeeded);
  results.push({ step, seconds, ...outcome });
  write(`[${step.name}] ${verdict(outcome)} after ${seconds.toFixed(1)} s\n`);
  end();
}

function sumUp(): void {
  const failures = results.flatMap(({ step, failures }) => failures.map((failure) => `  [${step.name}] ${failure}`));
  if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join("\n")}`);

  console.log("");
  for (const result of results.toSorted((one, other) => all.indexOf(one.step) - all.indexOf(other.step))) {
    const passed = String(result.passed).padStart(5);
    console.log(`${line(result.step.name, result.seconds)}  ${passed} passed  ${verdict(result)}`);
  }
  console.log(line("together", (Date.now() - started) / 1000));
  const sum = (part: (outcome: Outcome) => number) => results.reduce((total, outcome) => total + part(outcome), 0);
  const failed = sum((outcome) => outcome.failed);
  console.log(`\n${sum((outcome) => outcome.passed)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function line(name: string, seconds: number): string {
  return `${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`;
}

function verdict({ failed }: Outcome): string {
  return failed > 0 ? `FAILED (${failed})` : "ok";
}
