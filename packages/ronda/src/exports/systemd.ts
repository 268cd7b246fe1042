import type { ScheduleFields } from "../schedule/schedule-fields.ts";
import { type ScheduleReader, scheduleInTwoZones } from "../schedule/words.ts";
import { curlMaxTimeSeconds } from "./curl-config.ts";
import { ExportError } from "./export-error.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";
import { triggerScriptPath } from "./trigger-script.ts";

/** What the units of systemd are made from. */
export type SystemdOptions = {
  app: string;
  jobs: readonly ListedJob[];
  /** The app's address, without a slash at the end. */
  url: string;
  /** Where the jobs are below that. */
  path: string;
  reader: ScheduleReader;
  /** The file that `curl --config` reads; the script that the service calls stands beside it. */
  curlConfigPath: string;
  /** As whom the service of the system runs; a user's own has none. */
  user?: string | undefined;
};

/** How much longer than curl a service may take before systemd ends it. */
const graceSeconds = 10;

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** What the names of an app's units begin with. */
export function unitPrefix(app: string): string {
  return `${app.replaceAll(" ", "-")}-cron`;
}

/**
 * The units by file name: one service for all jobs, whose instance is the job, and a timer a job. systemd knows time
 * zones, so each timer says its schedule in the job's own. Lines of the log go to the journal. Throws
 * {@link ExportError} for an address or a path that a unit cannot hold.
 */
export function systemdUnits(options: SystemdOptions): Record<string, string> {
  const prefix = unitPrefix(options.app);
  const timers = options.jobs.map((job) => [`${prefix}-${job.name}.timer`, timer(job, options)]);
  return { [`${prefix}@.service`]: service(options), ...Object.fromEntries(timers) };
}

function service({ app, url, path, curlConfigPath, user }: SystemdOptions): string {
  return unit([
    ["Unit", [`Description=${app}: triggers %i`, ...(user ? ["After=network-online.target"] : [])]],
    [
      "Service",
      [
        "Type=oneshot",
        ...(user ? [`User=${user}`] : []),
        `ExecStart=/bin/sh ${word(triggerScriptPath(curlConfigPath))} ${word(`${url}${path}/`)}%i`,
        `TimeoutStartSec=${curlMaxTimeSeconds + graceSeconds}`,
      ],
    ],
  ]);
}

function timer(job: ListedJob, { app, reader }: SystemdOptions): string {
  const schedule = scheduleOf(job);
  const calendar = calendarOf(schedule.fields).map((time) => `OnCalendar=${time} ${schedule.timeZone}`);
  return unit([
    ["Unit", [`Description=${job.name}: ${scheduleInTwoZones(schedule, reader).replaceAll("%", "%%")}`]],
    // What was missed while the machine was off is the app's to know and to make up for.
    ["Timer", [...calendar, "AccuracySec=1s", "Persistent=false", `Unit=${unitPrefix(app)}@${job.name}.service`]],
    ["Install", ["WantedBy=timers.target"]],
  ]);
}

/** Day of month OR weekday is two times to systemd, which would read one as both. */
function calendarOf({ minute, hour, dayOfMonth, month, dayOfWeek }: ScheduleFields): string[] {
  const time = `${list(hour, 24)}:${list(minute, 60)}:00`;
  const months = list(month, 12);
  const onDates = `*-${months}-${list(dayOfMonth, 31)} ${time}`;
  if (dayOfWeek.length === 7) return [onDates];
  const onWeekdays = `${dayOfWeek.map((day) => weekdays[day]).join(",")} *-${months}-* ${time}`;
  return dayOfMonth.length === 31 ? [onWeekdays] : [onDates, onWeekdays];
}

function list(values: readonly number[], all: number): string {
  return values.length === all ? "*" : values.map((value) => String(value).padStart(2, "0")).join(",");
}

function unit(sections: [string, string[]][]): string {
  const text = sections.map(([name, lines]) => `[${name}]\n${lines.join("\n")}\n`).join("\n");
  return `# Made by \`ronda export systemd\`; do not edit it by hand.\n${text}`;
}

/** A word of a command line in a unit, where `%` and `$` mean something. */
function word(text: string): string {
  if (/[\n\r\0]/.test(text))
    throw new ExportError(`${JSON.stringify(text)} cannot stand in a unit: it has a line break`);
  const escaped = text.replace(/[\\"]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}
