import type { Command } from "commander";
import type { Installing } from "./install-commands.ts";
import { type RotateFlags, rotate } from "./rotate.ts";

/** Adds `ronda rotate`. */
export function addRotate(
  program: Command,
  { withConfig, finish, address }: Pick<Installing, "withConfig" | "finish" | "address">,
): void {
  program
    .command("rotate")
    .description(
      "changes CRON_SECRET without refusing a trigger, step by step; each says what comes next, and may be repeated",
    )
    .option("--finish", "take the old secret away, once no job is triggered with it", false)
    .option("--leaked", "begin with the old secret away at once", false)
    .option("--new", "begin another one, where the last one is finished", false)
    .option("--status", "say where it stands, and change nothing", false)
    .option("--force", "with --finish: although the old one was in use", false)
    .option("--url <address>", "where the app answers, instead of its public address", address)
    .addHelpText("after", "\nExit code 0 when all is done, 2 while a step is left, 1 where --finish is refused.")
    .addHelpText(
      "after",
      "\nExamples:\n  ronda rotate\n  ronda rotate --status\n  ronda rotate --finish\n  ronda rotate --leaked\n",
    )
    .action((flags: RotateFlags) => withConfig(async (config) => finish(await rotate(config, flags))));
}
