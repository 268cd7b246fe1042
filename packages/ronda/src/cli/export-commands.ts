import type { Command } from "commander";
import type { RondaConfig } from "../config.ts";
import { defaultCurlImage } from "../exports/kubernetes.ts";
import { address, blockOptions, displayZone, locale } from "./command-options.ts";
import type { Delivery } from "./deliver.ts";
import {
  type CrontabFlags,
  type DocsFlags,
  exportCrontab,
  exportCurlConfig,
  exportDocs,
  exportKubernetes,
  exportSystemd,
  exportVercel,
  type KubernetesFlags,
  type Outcome,
} from "./export.ts";
import type { SystemdFlags } from "./install-systemd.ts";

type WithConfig = (work: (config: RondaConfig) => Promise<void> | void) => Promise<void>;

/** Adds `ronda export` with all that it writes. */
export function addExports(program: Command, withConfig: WithConfig, show: (outcome: Outcome) => void): void {
  const exports = program
    .command("export")
    .description("the registry in the words of a scheduler, or of a document")
    .addHelpText("after", "\nExamples:\n  ronda export crontab --check\n  ronda export docs --output docs/jobs.md\n");
  const exporter = (name: string, description: string) =>
    exports
      .command(name)
      .description(description)
      .option("--output <file>", "write it there instead of printing it")
      .option("--check", "compare instead: exit code 1 and the difference where it is not up to date");

  blockOptions(exporter("crontab", "the app's block of a crontab; --check compares with `crontab -l`")).action(
    (flags: CrontabFlags) => withConfig((config) => show(exportCrontab(config, flags))),
  );

  exporter("vercel", "vercel.json with a cron entry a job, and one for the patrol").action((flags) =>
    withConfig((config) => show(exportVercel(config, flags))),
  );

  exporter("systemd", "a service and a timer a job; --output and --check take a folder")
    .option("--system", "units of the machine instead of yours: with the user who runs them", false)
    .option("--url <address>", "where the timers reach the app; its public address unless told", address)
    .option("--curl-config <file>", "the file of `ronda export curl-config`; ~/.config/<app>/cron.curl unless told")
    .addOption(locale())
    .addOption(displayZone())
    .action((flags: SystemdFlags & Delivery) => withConfig((config) => show(exportSystemd(config, flags))));

  exporter("kubernetes", "a CronJob a job, as YAML for kubectl")
    .option("--url <address>", "where the cluster reaches the app; its public address unless told", address)
    .option("--image <image>", `the image that has curl; ${defaultCurlImage} unless told`)
    .option("--patrol", "adds one for the patrol, where no process of the app stays alive")
    .action((flags: KubernetesFlags) => withConfig((config) => show(exportKubernetes(config, flags))));

  exporter("docs", "the table of jobs in Markdown, between its marks; --check looks at the files of the configuration")
    .option("--write", "bring every generated table of those files up to date")
    .addOption(locale())
    .addOption(displayZone())
    .action((flags: DocsFlags) => withConfig(async (config) => show(await exportDocs(config, flags))));

  exports
    .command("curl-config")
    .description("writes the file with the secret that the crontab's curl reads, for its owner's eyes only")
    .option("--output <file>", "where; ~/.config/<app>/cron.curl unless told")
    .option("--print", "print it, the secret included, and write nothing")
    .action((flags) => withConfig((config) => show(exportCurlConfig(config, flags))));
}
