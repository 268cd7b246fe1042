import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { RondaConfig } from "../config.ts";
import { ExportError } from "../exports/export-error.ts";
import { ScheduleError } from "../schedule/schedule-error.ts";
import type { Done } from "./act.ts";
import { addActs } from "./act-commands.ts";
import {
  address,
  atMost,
  blockOptions,
  inputJson,
  locale,
  statuses,
  upperCaseStatus,
  zone,
} from "./command-options.ts";
import { addDoctor } from "./doctor-command.ts";
import type { Outcome } from "./export.ts";
import { addExports } from "./export-commands.ts";
import { addInstallers } from "./install-commands.ts";
import { list, listJson } from "./list.ts";
import { configFile, loadConfig } from "./load-config.ts";
import { next, nextJson } from "./next.ts";
import { addRotate } from "./rotate-command.ts";
import { patrol, type RunAnswer, run, runAgain } from "./run.ts";
import { followRuns, mostRuns, printRuns, type RunsOptions } from "./runs.ts";
import { complain, print } from "./say.ts";
import { fitted } from "./table.ts";
import { UsageError } from "./usage-error.ts";

/** 31 days. Years of a five-minute job would take minutes to count. */
const mostHours = 744;

/** Runs one command line, such as `["list"]`, and gives the exit code: 0 well, 1 not, 2 called or set up wrongly. */
export async function main(args: string[]): Promise<number> {
  let exitCode = 0;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(error instanceof Error ? error.message : String(error));
    return [UsageError, ScheduleError, ExportError].some((kind) => error instanceof kind) ? 2 : 1;
  }
}

function buildProgram(setExitCode: (code: number) => void): Command {
  const program = new Command("ronda")
    .description("The night watch: the cron jobs of the app in this folder")
    .option("--config <file>", `the configuration, ${configFile} in this folder unless told`)
    .version(version(), "--version", "the version of ronda")
    .exitOverride()
    .showHelpAfterError("(ronda --help says more)")
    .addHelpText("after", "\nExit codes: 0 well, 1 not, 2 called or set up wrongly, or steps left to do.")
    .addHelpText("after", "Colours only on a terminal, and never with NO_COLOR=1.")
    .addHelpText("after", "\nExamples:\n  ronda doctor\n  ronda next --hours 48\n  ronda run --help\n");

  /** Loads the configuration for one command and closes what it opened. */
  const withConfig = async (work: (config: RondaConfig) => Promise<void> | void) => {
    const config = await loadConfig(program.opts<{ config?: string }>().config);
    try {
      await work(config);
    } finally {
      await config.close?.();
    }
  };
  const show = ({ ok, print: text, note }: Outcome) => {
    print(text);
    if (note) process.stderr.write(`${note}\n`);
    if (!ok) setExitCode(1);
  };

  const finish = ({ print: text, complain: problem, code }: Done) => {
    if (text) print(text);
    if (problem) complain(problem);
    setExitCode(code);
  };

  addLists(program, withConfig);
  addRun(program, withConfig, setExitCode);
  addRuns(program, withConfig);
  addActs(program, { withConfig, finish, zone, limit: atMost(mostRuns) });
  addExports(program, withConfig, show);
  addDoctor(program, { finish, address });
  addRotate(program, { withConfig, finish, address });
  addInstallers(program, { withConfig, finish, blockOptions, address });
  return program;
}

/** The package's own, which stands two folders above this one among the sources and in the build. */
function version(): string {
  const manifest = readFileSync(join(import.meta.dirname, "../../package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

type WithConfig = (work: (config: RondaConfig) => Promise<void> | void) => Promise<void>;

function addLists(program: Command, withConfig: WithConfig): void {
  program
    .command("list")
    .description("every job with its schedule in words and its next slot")
    .option("--json", "as JSON", false)
    .addOption(locale())
    .addOption(zone())
    .addHelpText("after", "\nExamples:\n  ronda list\n  ronda list --json\n")
    .action(({ json, ...flags }) =>
      withConfig((config) => {
        const options = { ...flags, now: new Date() };
        print(json ? listJson(config, options) : fitted(list(config, options)));
      }),
    );

  program
    .command("next")
    .description("what is due in the coming 24 hours, on the reader's clock and in UTC")
    .option("--hours <number>", "how far to look, at most 744", atMost(mostHours), 24)
    .option("--job <name>", "only this job")
    .option("--all", "every slot, also of jobs that run all the time", false)
    .option("--json", "as JSON, every slot", false)
    .addOption(locale())
    .addOption(zone())
    .addHelpText("after", "\nExamples:\n  ronda next --hours 48\n  ronda next --job send-receipts --json\n")
    .action(({ json, ...flags }) =>
      withConfig((config) => {
        const options = { ...flags, now: new Date() };
        print(json ? nextJson(config, options) : fitted(next(config, options)));
      }),
    );
}

function addRun(program: Command, withConfig: WithConfig, setExitCode: (code: number) => void): void {
  program
    .command("run")
    .argument("[job]", "its name, as `ronda list` shows it")
    .description("triggers a job in the running app, over HTTP and in the name of who types it; prints the answer")
    .option("--again <run>", "the id of a run, to run its job once more with what that run was given")
    .option("--url <address>", "where the app answers, instead of its public address", address)
    .option(
      "--input <json>",
      'what the run is given, for a job that takes an input: \'{"month":"2026-10"}\'',
      inputJson,
    )
    .addHelpText(
      "after",
      "\nExamples:\n  ronda run send-receipts\n  ronda run --again 019ab2aa-0000-7000-8000-000000000001\n",
    )
    .action((job: string | undefined, flags: { url?: string; input?: string; again?: string }) =>
      withConfig(async (config) => {
        if (flags.again !== undefined) return answered(await runAgain(config, flags.again, { ...flags, job }));
        if (job === undefined) throw new UsageError("missing required argument 'job'");
        answered(await run(config, job, flags));
      }),
    );

  program
    .command("patrol")
    .description("has the running app patrol now, over HTTP; prints what it did")
    .option("--url <address>", "where the app answers, instead of its public address", address)
    .action((flags: { url?: string }) => withConfig(async (config) => answered(await patrol(config, flags))));

  function answered({ ok, body, hint }: RunAnswer): void {
    if (body) print(body);
    if (hint) complain(hint);
    if (!ok) setExitCode(1);
  }
}

function addRuns(program: Command, withConfig: WithConfig): void {
  program
    .command("runs")
    .description("the newest runs")
    .option("--job <name>", "only this job")
    .addOption(new Option("--status <status>", "only this status").choices(statuses).argParser(upperCaseStatus))
    .addOption(new Option("--trigger <trigger>", "only what this started").choices(["schedule", "manual", "catch-up"]))
    .option("--limit <number>", "how many, at most 200", atMost(mostRuns), 20)
    .option("--json", "as JSON; with --follow one object a line", false)
    .option("--follow", "go on and print what comes, until Ctrl-C", false)
    .addOption(zone())
    .addHelpText("after", "\nExamples:\n  ronda runs --status failed\n  ronda runs --job send-receipts --follow\n")
    .action(({ follow, ...flags }: RunsOptions & { follow: boolean }) =>
      withConfig((config) =>
        follow ? followRuns(config, flags, printRow(flags), untilStopped()) : printRuns(config, flags, printRow(flags)),
      ),
    );
}

/** JSON is never cut. */
function printRow({ json }: { json: boolean }): (text: string) => void {
  return (text) => print(json ? text : fitted(text));
}

function untilStopped(): AbortSignal {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort());
  return stopped.signal;
}
