import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Result, runFailedAgain } from "./test/again.ts";
import { type Outcome, sumOf } from "./test/outcome.ts";
import { run } from "./test/run.ts";
import { alone, lanes, outcomeOf, type Step } from "./test/steps.ts";
import { takingTurns } from "./test/turns.ts";

/**
 * `npm test`: everything that needs nothing but Node and git, in steps of which two run side by side; one that fails does
 * not stop the others, and files that failed are run once more at the end. `npm test -- types unit` runs only those. The last line sums up what all runners counted:
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

type Timed = Result & { seconds: number; cpuSeconds: number };
const first: Timed[] = [];
const isWanted = ({ name }: Step) => wanted.length === 0 || wanted.includes(name);
await Promise.all(lanes.map(runInOrder));
await runInOrder(alone);
const { results, failedAtFirst } = await runFailedAgain(first, async (step) => (await runOne(step)).outcome);
sumUp();

async function runInOrder(steps: Step[]): Promise<void> {
  for (const step of steps.filter(isWanted)) first.push(await runOne(step));
}

async function runOne(step: Step): Promise<Timed> {
  const { write, end } = speaker();
  const begun = Date.now();
  write(`\n[${step.name}] ${step.title}\n`);
  const report = join(mkdtempSync(join(reports, `${step.name}-`)), "report.json");
  const { succeeded, cpuSeconds } = await run(step, report, write);
  const seconds = (Date.now() - begun) / 1000;
  const outcome = outcomeOf(step, report, succeeded);
  write(`[${step.name}] ${verdict(outcome)} after ${seconds.toFixed(1)} s\n`);
  end();
  return { step, seconds, cpuSeconds, outcome };
}

function sumUp(): void {
  const failures = results.flatMap(({ step, outcome }) =>
    sumOf(outcome).failures.map((failure) => `[${step.name}] ${failure}`),
  );
  list("What failed", failures);
  list("What failed beside other tests and passed alone; somebody should know why", failedAtFirst);

  console.log("");
  for (const { step, seconds, cpuSeconds, outcome } of results.toSorted(
    (one, other) => order(one.step) - order(other.step),
  )) {
    const passed = String(sumOf(outcome).passed).padStart(5);
    console.log(
      `${line(step.name, seconds)} ${cpuSeconds.toFixed(0).padStart(6)} s CPU  ${passed} passed  ${verdict(outcome)}`,
    );
  }
  console.log(line("together", (Date.now() - started) / 1000));
  console.log(
    "CPU: of all that a step waited for; databases that go on by themselves, and runs of what failed, are not in it.",
  );
  const passed = results.reduce((sum, { outcome }) => sum + sumOf(outcome).passed, 0);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

function list(title: string, lines: string[]): void {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

function order({ name }: Step): number {
  return all.findIndex((step) => step.name === name);
}

function line(name: string, seconds: number): string {
  return `${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`;
}

function verdict(outcome: Outcome): string {
  const failed = sumOf(outcome).failures.length;
  return failed > 0 ? `FAILED (${failed})` : "ok";
}
