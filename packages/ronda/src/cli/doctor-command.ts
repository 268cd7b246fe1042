import type { Command } from "commander";
import { doctor } from "./doctor.ts";
import type { Installing } from "./install-commands.ts";

/** Adds `ronda doctor`. */
export function addDoctor(
  program: Command,
  { withConfig, finish, address }: Pick<Installing, "withConfig" | "finish" | "address">,
): void {
  program
    .command("doctor")
    .description(
      "looks at everything between the machine's clock and the last run, and says what is wrong and what mends it",
    )
    .option("--json", "as JSON", false)
    .option("--url <address>", "where the app answers, instead of its public address", address)
    .addHelpText("after", "\nExit code 1 where something is an error.")
    .addHelpText("after", "\nExamples:\n  ronda doctor\n  ronda doctor --json\n")
    .action((flags: { json?: boolean; url?: string }) =>
      withConfig(async (config) => finish(await doctor(config, flags))),
    );
}
