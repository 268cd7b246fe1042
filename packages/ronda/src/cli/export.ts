import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { RondaConfig } from "../config.ts";
import { crontab, crontabMarks } from "../exports/crontab.ts";
import { curlConfig, defaultCurlConfigPath, writePrivateFile } from "../exports/curl-config.ts";
import { docsMarks, docsTable } from "../exports/docs.ts";
import { hostTimeZone } from "../exports/host-zone.ts";
import { putLast, replaceBlock } from "../exports/marked-block.ts";
import { triggerScript, triggerScriptPath } from "../exports/trigger-script.ts";
import { tooOftenForHobby, vercelJson } from "../exports/vercel.ts";
import { checkTimeZone } from "../schedule/time-zone.ts";
import { compare, type Delivery, deliver } from "./deliver.ts";
import { pathOf, type ReaderFlags, readerOf, withoutSlash } from "./reader.ts";
import { secretOf } from "./secret.ts";
import { UsageError } from "./usage-error.ts";

/** `note` goes to standard error, so that a redirected export stays clean. */
export type Outcome = { ok: boolean; print: string; note?: string };

/** The flags of `ronda export crontab`. */
export type CrontabFlags = Delivery & {
  zone?: string;
  url?: string;
  curlConfig?: string;
  log?: string;
  patrol?: boolean;
} & ReaderFlags;

/**
 * The app's crontab block. `--output` puts it at the end of a crontab file and keeps that file's other lines;
 * `--check` compares it with the one in that file, or without a file in `crontab -l`.
 */
export function exportCrontab(config: RondaConfig, flags: CrontabFlags): Outcome {
  if (flags.zone) checkTimeZone(flags.zone);
  const told = config.crontab ?? {};
  const curlConfigPath =
    absolute("--curl-config", flags.curlConfig) ??
    absolute("crontab.curlConfig of the configuration", told.curlConfig) ??
    defaultCurlConfigPath(config.app);
  const text = crontab({
    app: config.app,
    jobs: config.jobs,
    url: withoutSlash(flags.url ?? config.url),
    path: pathOf(config),
    patrol: flags.patrol,
    hostZone: flags.zone ?? hostTimeZone(),
    reader: readerOf(config, { ...flags, locale: flags.locale ?? told.locale }),
    curlConfigPath,
    logPath:
      absolute("--log", flags.log) ??
      absolute("crontab.log of the configuration", told.log) ??
      `/var/log/${config.app}-cron.log`,
  });
  const marks = crontabMarks(config.app);
  const missing = scriptMissing(triggerScriptPath(curlConfigPath));
  if (flags.check && !flags.output) {
    const installed = compare(text, "crontab -l", installedCrontab(), marks);
    return missing ? { ok: false, print: `${installed.print}\n${missing}` } : installed;
  }
  const note = missing && !flags.check ? { note: missing } : {};
  return { ...deliver(text, flags, { marks, put: putLast }), ...note };
}

/** Why the crontab's lines would call nothing, or the script of another release; nothing where it is the one. */
function scriptMissing(path: string): string | undefined {
  const what = existsSync(path) ? (readFileSync(path, "utf8") === triggerScript() ? undefined : "another one") : "none";
  return what && `the lines call ${path}, and there is ${what}: \`ronda export curl-config\` writes it`;
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

const docsPart = { marks: docsMarks, put: replaceBlock };

/** The flags of `ronda export docs`. */
export type DocsFlags = Delivery & ReaderFlags;

/** The Markdown table of jobs; `--check` without a file checks those that the configuration names. */
export function exportDocs(config: RondaConfig, flags: DocsFlags): Outcome {
  const files = Object.entries(config.docs ?? {});
  const table = (locale: string | undefined) =>
    docsTable(config.jobs, readerOf(config, { ...flags, locale }), pathOf(config));
  if (flags.output || !flags.check) return deliver(table(flags.locale ?? files[0]?.[0]), flags, docsPart);

  const asked = files.filter(([locale]) => flags.locale === undefined || locale === flags.locale);
  if (asked.length === 0) {
    throw new UsageError(
      'no file to check: name it with --output docs/jobs.md, or as docs: { en: "docs/jobs.md" } in the configuration',
    );
  }
  const outcomes = asked.map(([locale, output]) => deliver(table(locale), { output, check: true }, docsPart));
  return { ok: outcomes.every(({ ok }) => ok), print: outcomes.map(({ print }) => print).join("\n") };
}

/** Writes the file that the crontab lines' curl reads and the script that they call; prints the first only with `print`. */
export function exportCurlConfig(config: RondaConfig, flags: { output?: string; print?: boolean }): Outcome {
  const text = curlConfig(secretOf(config));
  if (flags.print) return { ok: true, print: text.trimEnd() };
  const path = flags.output ? resolve(flags.output) : defaultCurlConfigPath(config.app);
  const script = triggerScriptPath(path);
  writePrivateFile(path, text);
  writePrivateFile(script, triggerScript());
  return { ok: true, print: `wrote ${path} (mode 0600)\nwrote ${script} (mode 0600)` };
}

function absolute(option: string, path: string | undefined): string | undefined {
  if (path !== undefined && !isAbsolute(path)) {
    throw new UsageError(`${option} must be an absolute path, because cron starts in another folder; got "${path}"`);
  }
  return path;
}

function installedCrontab(): string | undefined {
  try {
    return execFileSync("crontab", ["-l"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}
