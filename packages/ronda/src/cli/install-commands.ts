import type { Command } from "commander";
import type { RondaConfig } from "../config.ts";
import type { Done } from "./act.ts";
import { type InstallFlags, installCrontab, uninstallCrontab } from "./install-crontab.ts";
import { installSystemd, type SystemdFlags, uninstallSystemd } from "./install-systemd.ts";

/** What the program gives to the installers. */
export type Installing = {
  withConfig: (work: (config: RondaConfig) => Promise<void> | void) => Promise<void>;
  finish: (done: Done) => void;
  blockOptions: (command: Command) => Command;
  address: (text: string) => string;
};

/** Adds `ronda install` and `ronda uninstall`. */
export function addInstallers(program: Command, { withConfig, finish, blockOptions, address }: Installing): void {
  const install = program.command("install").description("makes a scheduler of this machine trigger the app's jobs");
  const uninstall = program.command("uninstall").description("takes that away again");

  blockOptions(install.command("crontab"))
    .description("writes the block into your crontab, and the private files that its lines call; safe to repeat")
    .option("--dry-run", "say what would change, and change nothing", false)
    .option("--keep-old", "leave the lines written by hand that call this app", false)
    .addHelpText("after", "\nExit code 2 while steps for root are left: they are printed as commands.")
    .addHelpText("after", "\nExamples:\n  ronda install crontab --dry-run\n  ronda install crontab\n")
    .action((flags: InstallFlags) => withConfig((config) => finish(installCrontab(config, flags))));

  install
    .command("systemd")
    .description("makes timers of systemd trigger the jobs, yours or the machine's; safe to repeat")
    .option("--system", "timers of the machine, for which root's steps are printed, instead of your own", false)
    .option("--dry-run", "say what would change, and change nothing", false)
    .option("--url <address>", "where the timers reach the app; its public address unless told", address)
    .option("--curl-config <file>", "the file with the secret; ~/.config/<app>/cron.curl unless told")
    .addHelpText("after", "\nExit code 2 while steps for root are left: they are printed as commands.")
    .addHelpText("after", "\nExamples:\n  ronda install systemd\n  ronda install systemd --system --dry-run\n")
    .action((flags: SystemdFlags) => withConfig((config) => finish(installSystemd(config, flags))));

  uninstall
    .command("systemd")
    .description("stops the app's timers and removes their units")
    .option("--dry-run", "say what would change, and change nothing", false)
    .addHelpText("after", "\nExamples:\n  ronda uninstall systemd\n")
    .action((flags: SystemdFlags) => withConfig((config) => finish(uninstallSystemd(config, flags))));

  uninstall
    .command("crontab")
    .description("takes the app's block out of your crontab, and removes the files with the secret")
    .option("--dry-run", "say what would change, and change nothing", false)
    .option("--curl-config <file>", "the file with the secret; ~/.config/<app>/cron.curl unless told")
    .addHelpText("after", "\nExamples:\n  ronda uninstall crontab\n")
    .action((flags: InstallFlags) => withConfig((config) => finish(uninstallCrontab(config, flags))));
}
