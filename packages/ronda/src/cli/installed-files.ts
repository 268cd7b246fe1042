import type { RondaConfig } from "../config.ts";
import { crontabMarks } from "../exports/crontab.ts";
import { findBlock } from "../exports/marked-block.ts";
import { filesOf } from "./crontab-text.ts";
import { readUserCrontab } from "./user-crontab.ts";

/**
 * The files that the installed lines name, which flags may have told when they were installed; where no block is installed,
 * those of the configuration. Whoever writes or removes these files means the ones that are read.
 */
export function installedFiles(config: RondaConfig): ReturnType<typeof filesOf> {
  const block = findBlock(crontabOrNothing(), crontabMarks(config.app)) ?? "";
  const [, script, log] = /^\S+ \S+ \S+ \S+ \S+ sh (\S+)\.sh \S+ >> (\S+) /m.exec(block) ?? [];
  return isPlain(script) && isPlain(log) ? { curlConfigPath: script, logPath: log } : filesOf(config, {});
}

/** The crontab of whoever calls; empty also where it cannot be read. */
export function crontabOrNothing(): string {
  try {
    return readUserCrontab();
  } catch {
    return "";
  }
}

/** Whether a word of a line is what the shell makes of it. */
function isPlain(path: string | undefined): path is string {
  return path !== undefined && !/['"\\]/.test(path);
}
