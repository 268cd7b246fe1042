import type { Command } from "commander";
import { doctor } from "./doctor.ts";
import type { Installing } from "./install-commands.ts";
import { loadAnyway } from "./load-config.ts";

/** Adds `ronda doctor`. */
export function addDoctor(program: Command, { finish, address }: Pick<Installing, "finish" | "address">): void {
  program
    .command("doctor")
    .description(
      "looks at everything between the machine's clock and the last run, and says what is wrong and what mends it",
    )
    .option("--json", "as JSON", false)
    .option("--url <address>", "where the app answers, instead of its public address", address)
    .addHelpText("after", "\nExit code 1 where something is an error.")
    .addHelpText("after", "\nExamples:\n  ronda doctor\n  ronda doctor --json\n")
    .action(async (flags: { json?: boolean; url?: string }) => {
      const { config, found } = await loadAnyway(program.opts<{ config?: string }>().config);
      try {
        finish(await doctor(config, { ...flags, found }));
      } finally {
        await config.close?.();
      }
    });
}
