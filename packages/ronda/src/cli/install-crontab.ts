import type { RondaConfig } from "../config.ts";
import { lineDiff } from "../exports/compare.ts";
import { crontabMarks } from "../exports/crontab.ts";
import { curlConfig, writePrivateFile } from "../exports/curl-config.ts";
import { commentsWithSecret, foreignLines, masked, withoutLines } from "../exports/foreign-lines.ts";
import { findBlock, putLast } from "../exports/marked-block.ts";
import { triggerScript, triggerScriptPath } from "../exports/trigger-script.ts";
import type { Done } from "./act.ts";
import { type BlockFlags, crontabText, filesOf, ownCalls } from "./crontab-text.ts";
import { standingUnits, systemFolder, userUnitFolder } from "./install-systemd.ts";
import { installedFiles } from "./installed-files.ts";
import { logSteps } from "./log-steps.ts";
import { removePrivateFiles } from "./private-files.ts";
import { secretOf } from "./secret.ts";
import { foreignSystemLines, readUserCrontab, removeCommand, shownLines, writeUserCrontab } from "./user-crontab.ts";

/** The flags of `ronda install crontab`. */
export type InstallFlags = BlockFlags & { dryRun?: boolean; keepOld?: boolean };

/**
 * Makes the app's schedule that of the caller's crontab: the private files that the lines call, then the block at the
 * crontab's end in place of the one that was there and of lines written by hand. Changes nothing else, and nothing at all
 * the second time or with `dryRun`. Steps that only root can take are printed as commands; exit code 2 until they are done.
 */
export function installCrontab(config: RondaConfig, flags: InstallFlags): Done {
  const secret = secretOf(config);
  const { text, curlConfigPath, logPath } = crontabText(config, flags);
  const standing = readUserCrontab();
  const own = ownCalls(config);
  const foreign = foreignLines(standing, own);
  const marks = crontabMarks(config.app);
  const wanted = putLast(flags.keepOld ? standing : withoutLines(standing, foreign), marks, text);

  const said = [
    ...filesMessage(curlConfigPath, flags),
    ...crontabMessage(standing, wanted, secret, flags),
    ...foreignLinesMessage(foreign.length, shownLines({ file: "crontab", lines: foreign }, [secret]), flags),
    ...commentsMessage(commentsWithSecret(standing, own).map(({ number }) => number)),
  ];
  if (!flags.dryRun) {
    writePrivateFile(curlConfigPath, curlConfig(secret));
    writePrivateFile(triggerScriptPath(curlConfigPath), triggerScript());
    if (wanted !== standing) writeUserCrontab(wanted);
  }

  const elsewhere = foreignSystemLines(own);
  const steps = [...logSteps(config.app, logPath, flags), ...elsewhere.map(removeCommand)];
  if (elsewhere.length > 0) {
    said.push("the machine's own crontabs call this app too:", ...elsewhere.map((file) => shownLines(file, [secret])));
  }
  if (steps.length === 0) return { print: said.join("\n"), code: 0 };
  const left = ["what is left needs root; then call this again:", ...steps.map((step) => `  ${step}`)];
  return { print: [...said, "", ...left].join("\n"), code: 2 };
}

/** Takes the app's block out of the caller's crontab, and the files with the secret away unless timers of systemd use them. */
export function uninstallCrontab(config: RondaConfig, flags: InstallFlags): Done {
  const marks = crontabMarks(config.app);
  const standing = readUserCrontab();
  const isTold = flags.curlConfig !== undefined || flags.log !== undefined;
  const { curlConfigPath, logPath } = isTold ? filesOf(config, flags) : installedFiles(config);
  const has = findBlock(standing, marks) !== undefined;
  const would = flags.dryRun ? "would remove" : "removed";
  if (has && !flags.dryRun) writeUserCrontab(putLast(standing, marks, ""));
  const isUsed = [userUnitFolder(), systemFolder].some(
    (folder) => Object.keys(standingUnits(config, folder)).length > 0,
  );
  const files = isUsed ? [] : removePrivateFiles([curlConfigPath, triggerScriptPath(curlConfigPath)], flags);
  const said = [
    has ? `${would} the block of ${config.app} from the crontab` : `the crontab has no block of ${config.app}`,
    ...files.map((path) => `${would} ${path}`),
    `the log stays: sudo rm -f ${logPath} /etc/logrotate.d/${config.app}-cron`,
  ];
  return { print: said.join("\n"), code: 0 };
}

function filesMessage(curlConfigPath: string, { dryRun }: InstallFlags): string[] {
  const verb = dryRun ? "would write" : "wrote";
  return [curlConfigPath, triggerScriptPath(curlConfigPath)].map((path) => `${verb} ${path} (mode 0600)`);
}

function crontabMessage(standing: string, wanted: string, secret: string, { dryRun }: InstallFlags): string[] {
  if (standing === wanted) return ["the crontab is as it should be"];
  if (!dryRun) return ["wrote the block at the end of the crontab"];
  const difference = lineDiff(standing, wanted)
    .split("\n")
    .map((line) => masked(line, [secret]));
  return ["would change the crontab (- goes, + comes):", ...difference];
}

function foreignLinesMessage(count: number, shown: string, { dryRun, keepOld }: InstallFlags): string[] {
  if (count === 0) return [];
  const lines = count === 1 ? "1 line" : `${count} lines`;
  if (keepOld) return [`${lines} outside the block, also calling this app, kept because of --keep-old:`, shown];
  return [`${dryRun ? "would replace" : "replaced"} ${lines} that called this app outside the block:`, shown];
}

function commentsMessage(numbers: number[]): string[] {
  if (numbers.length === 0) return [];
  return [`a secret stands in a comment of the crontab, line ${numbers.join(", ")} of what was there: crontab -e`];
}
