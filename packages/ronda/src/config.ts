import {
  callable,
  checkOptions,
  listOf,
  must,
  objectOf,
  optional,
  type Rule,
  text,
  textsBy,
  unread,
  wordOf,
} from "./job/options.ts";
import type { Ronda } from "./ronda.ts";
import { checkTimeZone, type ZoneNames } from "./schedule/time-zone.ts";
import type { JobOptions, RunFilter, RunSummary, WatchOptions } from "./types.ts";

/** What `ronda.config.ts` at the root of an app exports as its default: all that the command line needs to know of it. */
export type RondaConfig = {
  /** The app's name, as in file names and in the marks around its crontab block. */
  app: string;
  /** The registry: every job, in the order in which people read it. */
  jobs: readonly Pick<JobOptions, "name" | "schedule" | "timeZone" | "description" | "example">[];
  /** What `ronda export docs` lists in the table of watches. */
  watches?: readonly Pick<WatchOptions, "name" | "description">[] | undefined;
  /** The app's public address, without a slash at the end. */
  url: string;
  /** Where `ronda.handle` answers below `url`, without the job's name; `/api/cron` unless told. */
  path?: string | undefined;
  /** Where people look at jobs and runs, such as `/ronda`: hints name it. */
  page?: string | undefined;
  /** What the cron endpoints ask for; missing while none is set. */
  secret?: string | undefined;
  /** The language of words, such as `en` or `id`; English unless told. */
  locale?: string | undefined;
  /** The IANA zone in which words tell the hours; UTC unless told. */
  displayZone?: string | undefined;
  /** What readers call zones, such as `{ "Europe/Berlin": "Berlin time" }`. */
  zoneNames?: ZoneNames | undefined;
  /** How `ronda export crontab` writes: the language of its comments, the files that its lines name. */
  crontab?: CrontabConfig | undefined;
  /** The Markdown files that hold generated tables, by language, such as `{ en: "docs/jobs.md" }`. */
  docs?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Tables of the app's own for those files, by the name in their marks: `mails` stands between `<!-- BEGIN mails` and `<!-- END mails -->`. */
  tables?: Readonly<Record<string, (locale: string) => string | Promise<string>>> | undefined;
  /** The file of variables in which `ronda rotate` changes CRON_SECRET; `.env` in the working directory unless told. */
  envFile?: string | undefined;
  /** The command that restarts the app so that it reads its environment anew; printed, never run. */
  restart?: string | undefined;
  /** The web server in front of the app, if there is one: what `ronda doctor` tells apart from the app itself. */
  proxy?: ProxyConfig | undefined;
  /**
   * What is wrong with the environment that the other fields are made of. `ronda doctor` asks this before any of them, so
   * that a wrong variable is a finding and not its end; from then on they should give what they can instead of throwing.
   */
  environment?: (() => DoctorCheck[]) | undefined;
  /** What `ronda doctor` looks at besides its own: whatever else must hold for this app's jobs. */
  checks?: (() => Promise<DoctorCheck[]> | DoctorCheck[]) | undefined;
  /** The engine over the app's database; called only by the commands that need it. */
  ronda: () => RunsReader | Promise<RunsReader>;
  /** Closes what `ronda` opened. */
  close?: (() => Promise<void> | void) | undefined;
};

/** One thing that `ronda doctor` looked at: how it is, why, and the command that mends it. Says no secret. */
export type DoctorCheck = { name: string; state: "ok" | "warning" | "error"; why: string; mend?: string | undefined };

/** What stands between the app and those who call `url`. */
export type ProxyConfig = {
  /** Where the app itself listens on this machine, such as `http://127.0.0.1:3000`. */
  local: string;
  /** The command that mends the proxy; printed, never run. */
  mend: string;
};

/** What `ronda export crontab` goes by unless its flags tell otherwise. */
export type CrontabConfig = {
  /** The language of the comments; that of the configuration unless told. */
  locale?: string | undefined;
  /** The file that curl reads; `~/.config/<app>/cron.curl` unless told. */
  curlConfig?: string | undefined;
  /** Where the answers go; `/var/log/<app>-cron.log` unless told. */
  log?: string | undefined;
};

/** The part of the engine that the command line needs: only `runs` for the commands that read runs. */
export type RunsReader = {
  runs: (filter: RunFilter) => Promise<RunSummary[]>;
} & Partial<
  Pick<
    Ronda,
    "run" | "overview" | "incidents" | "pause" | "resume" | "acknowledge" | "snooze" | "releaseLease" | "trustClock"
  >
>;

/** Where the endpoints are unless told: where Vercel's own examples have them. */
export const defaultPath = "/api/cron";

const listedJob: Rule = (value) => {
  const { name, schedule } = (value ?? {}) as Record<string, unknown>;
  const isJob = typeof name === "string" && typeof schedule === "string";
  return isJob ? undefined : "is no job: write defineJob({ name, schedule, description, run })";
};

const listedWatch: Rule = (value) => {
  const { name, description } = (value ?? {}) as Record<string, unknown>;
  const isWatch = typeof name === "string" && description !== undefined;
  return isWatch ? undefined : "is no watch: write defineWatch({ name, description, sentence, find })";
};

const rules: Record<keyof RondaConfig, Rule> = {
  app: must('the app\'s name, as in file names, such as "shop"', isFileName),
  jobs: listOf("the array of this app's jobs", listedJob),
  url: text('the app\'s public address, such as "https://shop.example"'),
  path: optional(
    must('a path such as "/api/cron"', (value) => typeof value === "string" && /^(\/[^/?#\s]+)+$/.test(value), wordOf),
  ),
  page: optional(text('where people look at the runs, such as "/ronda"')),
  secret: optional((value) =>
    typeof value === "string" ? undefined : "must be a text, such as process.env.CRON_SECRET",
  ),
  locale: optional(text('a language, such as "en"')),
  displayZone: optional(isZone),
  zoneNames: optional(textsBy('names by IANA zones, such as { "Europe/Berlin": "Berlin time" }')),
  crontab: optional(
    objectOf("{ locale, curlConfig, log }", {
      locale: optional(text('a language, such as "en"')),
      curlConfig: optional(text("the path of a file")),
      log: optional(text("the path of a file")),
    }),
  ),
  watches: optional(listOf("the array of this app's watches", listedWatch)),
  docs: optional(must('Markdown files by language, such as { en: "docs/jobs.md" }', isFiles)),
  tables: optional(must("functions by the names of their tables, such as { mails: () => table }", isFunctions)),
  envFile: optional(text("the path of a file of variables")),
  restart: optional(text("the command that restarts the app")),
  proxy: optional(
    objectOf("{ local, mend }", {
      local: text('where the app itself listens, such as "http://127.0.0.1:3000"'),
      mend: text("the command that mends the proxy"),
    }),
  ),
  environment: optional(callable("a function that gives what is wrong, such as () => [{ name, state, why }]")),
  checks: optional(callable("a function that gives what it looked at, such as () => [{ name, state, why }]")),
  ronda: callable("a function that gives the engine, such as () => ronda"),
  close: optional(callable("a function that closes what ronda opened, such as () => pool.end()")),
};

/**
 * Gives a configuration its type and checks it; returns it unchanged. Getters are left alone until they are needed: they may
 * look at an environment that a build does not have. Throws `DefinitionError` that says which option is wrong.
 */
export function defineConfig(config: RondaConfig): RondaConfig {
  checkOptions("defineConfig", config, lazyRules(config));
  return config;
}

/** Checks a configuration whole, its getters too; throws `DefinitionError`. */
export function checkConfig(where: string, config: unknown): asserts config is RondaConfig {
  checkOptions(where, config, rules);
}

/** The rules of all options but those that are getters, of which only the names are looked at. */
function lazyRules(config: unknown): Record<string, Rule> {
  if (typeof config !== "object" || config === null) return rules;
  const isGetter = (name: string) => {
    try {
      return typeof Object.getOwnPropertyDescriptor(config, name)?.get === "function";
    } catch {
      return false;
    }
  };
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, isGetter(name) ? unread : rule]));
}

function isFileName(value: unknown): boolean {
  return typeof value === "string" && /^[\w][\w. -]*$/.test(value);
}

function isZone(value: unknown): string | undefined {
  try {
    checkTimeZone(value as string);
    return undefined;
  } catch (error) {
    return `must be an IANA name, such as "Europe/Berlin": ${(error as Error).message}`;
  }
}

function isFiles(value: unknown): boolean {
  const isFile = (file: unknown) => typeof file === "string" && file !== "";
  return valuesOf(value).every((files) => (Array.isArray(files) ? files.every(isFile) : isFile(files)));
}

function isFunctions(value: unknown): boolean {
  return valuesOf(value).every((table) => typeof table === "function");
}

/** A value that is no object has one that no rule accepts. */
function valuesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : [undefined];
}
