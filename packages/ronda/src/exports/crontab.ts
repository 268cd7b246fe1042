import { patrolName } from "../http/handle.ts";
import { formatFields } from "../schedule/schedule-fields.ts";
import { offsetsMinutes, zoneLabel } from "../schedule/time-zone.ts";
import { fieldsInZone } from "../schedule/translate.ts";
import { type ScheduleReader, scheduleInTwoZones } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import { ExportError } from "./export-error.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";
import type { Marks } from "./marked-block.ts";
import { triggerScriptPath } from "./trigger-script.ts";

/** What a crontab block is made from. */
export type CrontabOptions = {
  app: string;
  jobs: readonly ListedJob[];
  /** The app's address, without a slash at the end. */
  url: string;
  /** Where the jobs are below that. */
  path: string;
  /** The IANA zone of the clock by which the cron daemon reads the lines. */
  hostZone: string;
  /** For whom the comments are. */
  reader: ScheduleReader;
  /** The file that `curl --config` reads; the script that the lines call stands beside it. */
  curlConfigPath: string;
  logPath: string;
  /** Whether the patrol has a line, too: where no process of the app stays alive to do it. */
  patrol?: boolean | undefined;
};

/** The marks around an app's part of a crontab. */
export function crontabMarks(app: string): Marks {
  return { begin: `# BEGIN ${app}`, end: `# END ${app}` };
}

/**
 * An app's part of a crontab: marked, with a comment and a line a job, and a newline at its end, without which
 * crontab(1) refuses the file. Throws {@link ExportError} where the host's clock cannot say a schedule.
 */
export function crontab(options: CrontabOptions): string {
  const marks = crontabMarks(options.app);
  return [
    `${marks.begin} (made by \`ronda export crontab\`; keep it last, do not edit it by hand)`,
    `# The hours are those of this machine's clock, ${options.hostZone}. After \`timedatectl set-timezone\` make it again.`,
    "# Debian's cron ignores CRON_TZ; where a cron knows it, it keeps a line further up from moving these hours.",
    `CRON_TZ=${options.hostZone}`,
    ...options.jobs.flatMap((job) => jobLines(job, options)),
    ...(options.patrol ? [`# ${patrolName}: every minute`, `* * * * * ${commandOf(patrolName, options)}`] : []),
    marks.end,
    "",
  ].join("\n");
}

function jobLines(job: ListedJob, options: CrontabOptions): string[] {
  const schedule = scheduleOf(job);
  const fields = fieldsInZone(schedule.fields, schedule.timeZone, options.hostZone);
  if (!fields) throw new ExportError(whyNot(job, options));

  const words = scheduleInTwoZones(schedule, options.reader);
  return [
    `# ${job.name}: ${words}. ${textIn(job.description, options.reader.locale)}`,
    `${formatFields(fields)} ${commandOf(job.name, options)}`,
  ];
}

/** What a line calls, by the name at the end of its address. */
function commandOf(name: string, options: CrontabOptions): string {
  const command = [
    `sh ${shellWord(triggerScriptPath(options.curlConfigPath))}`,
    shellWord(`${options.url}${options.path}/${name}`),
    `>> ${shellWord(options.logPath)} 2>&1`,
  ].join(" ");
  return command.replaceAll("%", "\\%");
}

function whyNot(job: ListedJob, { hostZone, reader }: CrontabOptions): string {
  const zone = job.timeZone ?? "UTC";
  const changing = [zone, hostZone].find((name) => offsetsMinutes(name).length > 1);
  const why = changing ? `${changing} changes its clocks` : "its days would shift with the hour";
  return (
    `"${job.name}" is due at "${job.schedule}" in ${zoneLabel(zone, reader.zoneNames)}, which a crontab on a clock in ${hostZone} cannot say: ${why}. ` +
    `Set the machine's clock to ${zone} (sudo timedatectl set-timezone ${zone}), or give the job a time zone and hour that need no shift`
  );
}

/** One word for the shell, in quotes only where it needs them. A line of a crontab cannot hold a newline. */
function shellWord(text: string): string {
  if (/[\n\r\0]/.test(text))
    throw new ExportError(`${JSON.stringify(text)} cannot stand in a crontab: it has a line break`);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
