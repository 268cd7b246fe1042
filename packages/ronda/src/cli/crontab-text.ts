import { existsSync, readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { RondaConfig } from "../config.ts";
import { crontab } from "../exports/crontab.ts";
import { defaultCurlConfigPath } from "../exports/curl-config.ts";
import type { OwnCalls } from "../exports/foreign-lines.ts";
import { hostTimeZone } from "../exports/host-zone.ts";
import { triggerScript, triggerScriptPath } from "../exports/trigger-script.ts";
import { patrolName } from "../http/handle.ts";
import { checkTimeZone } from "../schedule/time-zone.ts";
import { pathOf, type ReaderFlags, readerOf, withoutSlash } from "./reader.ts";
import { UsageError } from "./usage-error.ts";

/** What the flags tell of a crontab block. */
export type BlockFlags = {
  zone?: string;
  url?: string;
  curlConfig?: string;
  log?: string;
  patrol?: boolean;
} & ReaderFlags;

/** The app's block, and the files that it names. Throws {@link UsageError} for a path that cron would read otherwise. */
export function crontabText(
  config: RondaConfig,
  flags: BlockFlags,
): { text: string; curlConfigPath: string; logPath: string } {
  if (flags.zone) checkTimeZone(flags.zone);
  const { curlConfigPath, logPath } = filesOf(config, flags);
  const text = crontab({
    app: config.app,
    jobs: config.jobs,
    url: withoutSlash(flags.url ?? config.url),
    path: pathOf(config),
    patrol: flags.patrol,
    hostZone: flags.zone ?? hostTimeZone(),
    reader: readerOf(config, { ...flags, locale: flags.locale ?? config.crontab?.locale }),
    curlConfigPath,
    logPath,
  });
  return { text, curlConfigPath, logPath };
}

/** The files that a crontab's lines name: as the flags tell, else the configuration, else where they usually are. */
export function filesOf(config: RondaConfig, flags: BlockFlags): { curlConfigPath: string; logPath: string } {
  const told = config.crontab ?? {};
  return {
    curlConfigPath:
      absolute("--curl-config", flags.curlConfig) ??
      absolute("crontab.curlConfig of the configuration", told.curlConfig) ??
      defaultCurlConfigPath(config.app),
    logPath:
      absolute("--log", flags.log) ??
      absolute("crontab.log of the configuration", told.log) ??
      `/var/log/${config.app}-cron.log`,
  };
}

/** Which calls in other lines would be those of this app. */
export function ownCalls(config: RondaConfig): OwnCalls {
  return { url: config.url, path: pathOf(config), names: [...config.jobs.map(({ name }) => name), patrolName] };
}

/** Why the crontab's lines would call nothing, or the script of another release; nothing where it is the one. */
export function scriptMissing(curlConfigPath: string): string | undefined {
  const path = triggerScriptPath(curlConfigPath);
  const what = existsSync(path) ? (readFileSync(path, "utf8") === triggerScript() ? undefined : "another one") : "none";
  return what && `the lines call ${path}, and there is ${what}: \`ronda export curl-config\` writes it`;
}

function absolute(option: string, path: string | undefined): string | undefined {
  if (path !== undefined && !isAbsolute(path)) {
    throw new UsageError(`${option} must be an absolute path, because cron starts in another folder; got "${path}"`);
  }
  return path;
}
