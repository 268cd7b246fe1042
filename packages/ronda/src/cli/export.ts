import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RondaConfig } from "../config.ts";
import { crontabMarks } from "../exports/crontab.ts";
import { curlConfig, writePrivateFile } from "../exports/curl-config.ts";
import { type DocsBlock, docsTable, marked, resultsTable, watchesTable, withBlocks } from "../exports/docs.ts";
import { foreignLines } from "../exports/foreign-lines.ts";
import { defaultCurlImage, kubernetesYaml } from "../exports/kubernetes.ts";
import { putLast } from "../exports/marked-block.ts";
import { triggerScript, triggerScriptPath } from "../exports/trigger-script.ts";
import { tooOftenForHobby, vercelJson } from "../exports/vercel.ts";
import { type BlockFlags, crontabText, ownCalls, scriptMissing } from "./crontab-text.ts";
import { compare, type Delivery, deliver } from "./deliver.ts";
import {
  type SystemdFlags,
  standingUnits,
  systemFolder,
  unitDiff,
  unitsOf,
  userUnitFolder,
} from "./install-systemd.ts";
import { installedFiles } from "./installed-files.ts";
import { pathOf, type ReaderFlags, readerOf, withoutSlash } from "./reader.ts";
import { secretOf } from "./secret.ts";
import { UsageError } from "./usage-error.ts";
import { foreignSystemLines, readUserCrontab, removeCommand, shownLines } from "./user-crontab.ts";

/** `note` goes to standard error, so that a redirected export stays clean. */
export type Outcome = { ok: boolean; print: string; note?: string };

/** The flags of `ronda export crontab`. */
export type CrontabFlags = Delivery & BlockFlags;

/**
 * The app's crontab block. `--output` puts it at the end of a crontab file and keeps that file's other lines;
 * `--check` compares it with the one in that file, or without a file in `crontab -l`, and finds lines written by hand
 * that call this app once more.
 */
export function exportCrontab(config: RondaConfig, flags: CrontabFlags): Outcome {
  const { text, curlConfigPath } = crontabText(config, flags);
  const marks = crontabMarks(config.app);
  const missing = scriptMissing(curlConfigPath);
  if (!flags.check) {
    const note = missing ? { note: missing } : {};
    return { ...deliver(text, flags, { marks, put: putLast }), ...note };
  }
  const file = flags.output ?? "crontab -l";
  const standing = flags.output ? readOrNothing(flags.output) : readUserCrontab();
  const problems = [...foreignIn(config, file, standing), ...(flags.output ? [] : elsewhere(config, missing))];
  const { ok, print } = compare(text, file, standing, marks);
  return { ok: ok && problems.length === 0, print: [print, ...problems].join("\n") };
}

function foreignIn(config: RondaConfig, file: string, standing = ""): string[] {
  const lines = foreignLines(standing, ownCalls(config));
  if (lines.length === 0) return [];
  const shown = shownLines({ file, lines }, [config.secret]);
  return ["lines outside the block call this app too, and `ronda install crontab` replaces them:", shown];
}

function elsewhere(config: RondaConfig, missing: string | undefined): string[] {
  const files = foreignSystemLines(ownCalls(config));
  return [
    ...(missing ? [missing] : []),
    ...files.flatMap((file) => [
      `${file.file} calls this app too: ${removeCommand(file)}`,
      shownLines(file, [config.secret]),
    ]),
  ];
}

function readOrNothing(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The units of systemd; `--output` writes them into a folder, `--check` compares them with those there, or with the installed ones. */
export function exportSystemd(config: RondaConfig, flags: SystemdFlags & Delivery): Outcome {
  const units = unitsOf(config, flags);
  if (!flags.check && !flags.output) {
    return {
      ok: true,
      print: Object.entries(units)
        .map(([name, text]) => `# ${name}\n${text}`)
        .join("\n")
        .trimEnd(),
    };
  }
  const folder = flags.output ?? (flags.system ? systemFolder : userUnitFolder());
  if (flags.check) {
    const difference = unitDiff(standingUnits(config, folder), units);
    return difference.length === 0
      ? { ok: true, print: `${folder} is up to date` }
      : { ok: false, print: [`${folder} differs (- stands there, + is right):`, ...difference].join("\n") };
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
  return { ok: true, print: `wrote ${Object.keys(units).length} units to ${folder}` };
}

/** The flags of `ronda export kubernetes`. */
export type KubernetesFlags = Delivery & { url?: string; image?: string; patrol?: boolean };

/** CronJobs of Kubernetes. */
export function exportKubernetes(config: RondaConfig, flags: KubernetesFlags): Outcome {
  const { url = config.url, image = defaultCurlImage, patrol } = flags;
  const { app, jobs } = config;
  return deliver(kubernetesYaml({ app, jobs, url: withoutSlash(url), path: pathOf(config), image, patrol }), flags);
}

/** `vercel.json`, with a note about the jobs that Vercel's free plan would refuse. */
export function exportVercel(config: RondaConfig, target: Delivery): Outcome {
  const output = target.output ?? (target.check ? "vercel.json" : undefined);
  const tooOften = [...tooOftenForHobby(config.jobs), "patrol"];
  const note =
    `Vercel's Hobby plan deploys no cron due more often than once a day: ${tooOften.join(", ")} need the Pro plan. ` +
    "Vercel sends CRON_SECRET itself and retries nothing.";
  return { ...deliver(vercelJson(config.jobs, pathOf(config)), { ...target, output }), note };
}

/** The flags of `ronda export docs`. */
export type DocsFlags = Delivery & ReaderFlags & { write?: boolean };

/**
 * The Markdown table of jobs. `--output` and `--check` with it mean a file's generated parts, all of those whose marks it has;
 * `--write` and `--check` without a file mean those of every file that the configuration names.
 */
export async function exportDocs(config: RondaConfig, flags: DocsFlags): Promise<Outcome> {
  const files = Object.entries(config.docs ?? {}).flatMap(([locale, names]) =>
    [names].flat().map((output) => ({ locale, output })),
  );
  const blocks = (locale: string | undefined) => docsBlocks(config, { ...flags, locale });
  if (flags.output || !(flags.check || flags.write)) {
    const [jobs, ...others] = await blocks(flags.locale ?? files[0]?.locale);
    return flags.output ? deliverBlocks([jobs, ...others], flags.output, flags) : { ok: true, print: jobs.text };
  }
  const asked = files.filter(({ locale }) => flags.locale === undefined || locale === flags.locale);
  if (asked.length === 0) {
    throw new UsageError(
      'the configuration names no file: name it with --output docs/jobs.md, or as docs: { en: "docs/jobs.md" }',
    );
  }
  const outcomes: Outcome[] = [];
  for (const { locale, output } of asked) outcomes.push(deliverBlocks(await blocks(locale), output, flags));
  return { ok: outcomes.every(({ ok }) => ok), print: outcomes.map(({ print }) => print).join("\n") };
}

async function docsBlocks(config: RondaConfig, flags: ReaderFlags): Promise<[DocsBlock, ...DocsBlock[]]> {
  const reader = readerOf(config, flags);
  const own: DocsBlock[] = [];
  for (const [name, table] of Object.entries(config.tables ?? {})) own.push(marked(name, await table(reader.locale)));
  return [
    docsTable(config.jobs, reader, pathOf(config)),
    resultsTable(config.jobs, reader),
    watchesTable(config.watches ?? [], reader),
    ...own,
  ];
}

function deliverBlocks(blocks: [DocsBlock, ...DocsBlock[]], output: string, { check = false }: DocsFlags): Outcome {
  const standing = readOrNothing(output);
  return deliver(standing === undefined ? blocks[0].text : withBlocks(standing, blocks), { output, check });
}

/** Writes the file that the installed lines' curl reads and the script that they call; prints the first only with `print`. */
export function exportCurlConfig(config: RondaConfig, flags: { output?: string; print?: boolean }): Outcome {
  const text = curlConfig(secretOf(config));
  if (flags.print) return { ok: true, print: text.trimEnd() };
  const path = flags.output ? resolve(flags.output) : installedFiles(config).curlConfigPath;
  const script = triggerScriptPath(path);
  writePrivateFile(path, text);
  writePrivateFile(script, triggerScript());
  return { ok: true, print: `wrote ${path} (mode 0600)\nwrote ${script} (mode 0600)` };
}
