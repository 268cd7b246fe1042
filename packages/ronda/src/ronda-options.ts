import type { DeadmanOptions } from "./alerts/deadman.ts";
import { isClient } from "./database/connections.ts";
import type { Secrets } from "./http/secrets.ts";
import { DefinitionError } from "./job/definition.ts";
import { checkUniqueNames, isJob, type Job } from "./job/job.ts";
import {
  callable,
  checkOptions,
  having,
  listOf,
  must,
  objectOf,
  optional,
  type Rule,
  text,
  textsBy,
  wordOf,
} from "./job/options.ts";
import type { SteadyClock } from "./process/steady-clock.ts";
import { checkTimeZone, type ZoneNames } from "./schedule/time-zone.ts";
import type { Channel, DatabasePool, KeepRuns, Logger, Watch } from "./types.ts";
import { checkUniqueWatches, isWatch } from "./watch/define-watch.ts";

/** A quarter of a year, a year of what went wrong, and a page of each job. */
export const usualKeepRuns: Required<KeepRuns> = { successDays: 90, failureDays: 365, lastOfEachJob: 20 };

/** What an engine is put together from. */
export type RondaOptions<EachJob extends Job = Job> = {
  /** The app's name as alerts show it. */
  app: string;
  /** Where `app` was called otherwise before, in the same tables: that name. It may stay for good. */
  renamedFrom?: string | undefined;
  /** A `pg` Pool, or anything of its shape; {@link DatabasePool} says what that is. */
  database: DatabasePool;
  /**
   * Where the engine's tables are: two apps in one database need one each. Made by `migrate()` where it is missing;
   * unless told, the schema that the connection makes tables in, which is usually `public`.
   */
  schema?: string | undefined;
  /** The registry, in the order in which people read it; each made by `defineJob`. */
  jobs: readonly EachJob[];
  /** Rules over your data that should never find anything, each made by `defineWatch`. */
  watches?: readonly Watch[] | undefined;
  channels?: readonly Channel[] | undefined;
  /** Without `current` every trigger over HTTP is refused. */
  secrets: Secrets;
  /**
   * What tells the time; a {@link SteadyClock} unless told, which holds what goes by time while the host's clock is more than a
   * day away from what it can be. A function of your own is believed whatever it says.
   */
  clock?: (() => Date) | SteadyClock | undefined;
  /** pino, or anything of its shape; JSON lines on the console unless told. */
  logger?: Logger | undefined;
  /** The version that runs, kept with every run. */
  release?: string | undefined;
  /** The machine's name unless told. */
  host?: string | undefined;
  /** The IANA zone whose days a page shows and counts by, such as `Europe/Berlin`; UTC unless told. */
  displayZone?: string | undefined;
  /** How many jobs run at once in this process; unlimited unless told. What waits longer than its start grace is skipped. */
  concurrency?: number | undefined;
  /** What readers call zones, such as `{ "Europe/Berlin": "Berlin time" }`. */
  zoneNames?: ZoneNames | undefined;
  /** A check of Healthchecks, or of anything of its kind, that each patrol calls: it tells when the whole host is off. */
  deadman?: DeadmanOptions | undefined;
  /** How long rows of `CronRun` are kept; what is left out is as usual: 90 and 365 days, and the last 20 of each job. */
  keepRuns?: KeepRuns | undefined;
  /** What no message, stack, log line, input or payload may keep besides the secrets and the usual shapes of credentials, such as `/sk_live_\w+/`. */
  redact?: readonly RegExp[] | undefined;
};

/** It stands in the first line of every alert. */
const longestApp = 100;

function isAppName(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= longestApp && !/[\r\n]/.test(value);
}

/** A secret that is not set is no mistake of the code: every trigger is refused, and the page says why. */
const secret: Rule = (value) =>
  value === undefined || typeof value === "string" ? undefined : "must be a text, such as process.env.CRON_SECRET";

const channel: Rule = (value) =>
  having(["send"], "a channel, { name, send }, such as discord({ url })")(value) ??
  objectName((value as { name?: unknown }).name);

const aPool = "a pool that lends connections, such as new pg.Pool({ … })";

/** It has a `connect` too, which opens its only connection and lends none. */
function noClient(value: object): string | undefined {
  return isClient(value) ? `is a client, with one connection, but must be ${aPool}` : undefined;
}

const rules: Record<keyof RondaOptions, Rule> = {
  app: must(`the name that alerts show, such as "shop": one line of at most ${longestApp} characters`, isAppName),
  database: (value) => having(["connect"], aPool)(value) ?? noClient(value as object),
  jobs: listOf("the array of this app's jobs", madeByDefineJob),
  renamedFrom: optional(text("the name that the app had before")),
  schema: optional(text('the name of a schema, such as "shop_ronda"')),
  watches: optional(listOf("the array of this app's watches", madeByDefineWatch)),
  channels: optional(listOf("an array of channels, such as [discord({ url })]", channel)),
  secrets: objectOf("{ current: process.env.CRON_SECRET }, and previous during a rotation", {
    current: secret,
    previous: secret,
  }),
  clock: optional(givesDates),
  logger: optional(having(["info", "warn", "error"], "a logger such as pino(): (fields, message) at each level")),
  release: optional(text('the version that runs, such as "1.4.0"')),
  host: optional(text("the name of this machine")),
  displayZone: optional(isZone),
  concurrency: optional(
    must(
      "how many jobs run at once in this process, a whole number from 1; leave it out for no limit",
      isCount,
      wordOf,
    ),
  ),
  zoneNames: optional(textsBy('names by IANA zones, such as { "Europe/Berlin": "Berlin time" }')),
  deadman: optional(
    objectOf('where each patrol reports, such as { url: "https://hc-ping.com/…" }', {
      url: must("the address of a check, such as https://hc-ping.com/…", isWebAddress),
    }),
  ),
  keepRuns: optional(
    objectOf("how much is kept, such as { successDays: 90, failureDays: 365, lastOfEachJob: 20 }", {
      successDays: optional(amountFromOne),
      failureDays: optional(amountFromOne),
      lastOfEachJob: optional(amountFromOne),
    }),
  ),
  redact: optional(
    listOf("an array of patterns whose matches no log keeps", must("a RegExp, such as /sk_[a-z]+/", isPattern)),
  ),
};

function isWebAddress(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function amountFromOne(value: unknown): string | undefined {
  return must("a whole number from 1", isCount, wordOf)(value);
}

/** Throws {@link DefinitionError} that says which option is wrong and what was meant. */
export function checkRondaOptions(options: RondaOptions): void {
  checkOptions("createRonda", options, rules);
  checkUniqueNames(options.jobs);
  checkUniqueWatches(options.watches ?? []);
  checkUniqueChannels(options.channels ?? []);
}

function madeByDefineJob(value: unknown): string | undefined {
  if (!isJob(value)) return "is not made by defineJob: write defineJob({ name, schedule, description, run })";
  if (typeof value.run !== "function") return "is a job whose run is no function";
  return wasChanged(value) ? `is the job "${value.name}" with another schedule: give that to defineJob` : undefined;
}

function madeByDefineWatch(value: unknown): string | undefined {
  if (!isWatch(value)) return "is not made by defineWatch: write defineWatch({ name, description, sentence, find })";
  return typeof value.find === "function" ? undefined : "is a watch whose find is no function";
}

/** Messages wait for a channel by its name. */
function checkUniqueChannels(channels: readonly Channel[]): void {
  const names = channels.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DefinitionError(`createRonda: two channels are called "${twice}"`);
}

/** A copy of a job keeps the slots of the first, whatever is written over its schedule. */
function wasChanged({ schedule, timeZone, calendar }: Job): boolean {
  return schedule !== calendar?.expression || timeZone !== calendar.timeZone;
}

function objectName(name: unknown): string | undefined {
  const wrong = text('a name, such as "discord"')(name);
  return wrong && `is a channel whose name ${wrong}`;
}

/** Called once, since `Date.now` is an easy mistake, and would be found when the first run is claimed. */
function givesDates(value: unknown): string | undefined {
  const meant = "a function that gives the present moment as a Date, such as () => new Date()";
  const wrong = callable(meant)(value);
  if (wrong) return wrong;
  const now = (value as () => unknown)();
  return now instanceof Date && !Number.isNaN(now.getTime()) ? undefined : `gives no Date; it must be ${meant}`;
}

function isZone(value: unknown): string | undefined {
  const wrong = text('an IANA name, such as "Europe/Berlin"')(value);
  if (wrong) return wrong;
  try {
    checkTimeZone(value as string);
    return undefined;
  } catch (error) {
    throw new DefinitionError(`createRonda: displayZone: ${(error as Error).message}`, { cause: error });
  }
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isPattern(value: unknown): boolean {
  return value instanceof RegExp;
}
