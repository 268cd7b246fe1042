import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, playwrightOutcome, sumOf, vitestOutcome } from "./outcome.ts";

/** One part of `npm test`. Commands run one after the other until one fails; `<report>` is the file for the runner's JSON. */
export type Step = {
  name: string;
  title: string;
  commands: string[][];
  /** How to read the report; a step without one counts as a single check. */
  read?: (report: unknown) => Outcome;
  /** The commands that run these of its files alone, one after the other; only a step whose outcome has files. */
  only?: (files: string[]) => string[][];
};

const playwright = ["playwright", "test", "--reporter=list,json"];

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
      commands: [playwright],
      read: playwrightOutcome,
      only: (files) => [[...playwright, ...files.map((file) => join("tests/browser", file)), "--workers=1"]],
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
  const command = ["vitest", "run", ...selection, ...reporters];
  const only = (files: string[]) => [[...command, ...files, "--no-file-parallelism"]];
  return { name, title, commands: [command], read: vitestOutcome, only };
}

/** What became of a step by its report. A runner that ended badly without a failed test to show for it is a failure, too. */
export function outcomeOf(step: Step, report: string, succeeded: boolean): Outcome {
  if (!step.read) return [{ file: "", passed: succeeded ? 1 : 0, failures: succeeded ? [] : [step.title] }];
  if (!existsSync(report)) return [{ file: "", passed: 0, failures: ["the runner left no report"] }];
  const outcome = step.read(JSON.parse(readFileSync(report, "utf8")));
  if (succeeded || sumOf(outcome).failures.length > 0) return outcome;
  return [...outcome, { file: "", passed: 0, failures: ["the runner failed, and none of its tests"] }];
}
