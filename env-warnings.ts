import { existsSync, readFileSync } from "node:fs";
import { closestMatch } from "leven";
import { EnvError, envFile, envFilePath, environmentSources, environmentVariables, isHardToGuess } from "#env.ts";

/**
 * What is probably a mistake in the environment although it stops nothing: a variable that nobody reads, a value that
 * cannot be meant. Each is one sentence that names the variable and never its value.
 */

type Variables = Record<string, string | undefined>;

/** One thing that is probably a mistake; `meant` is the variable whose name it nearly is. */
export type EnvWarning = { variable: string; message: string; meant?: string };

/** Read by others than the app: by the build, by Node, by the shell. */
const readByOthers = ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", "TZ", "PATH", "HOME", "HOSTNAME", "LANG"];
const prefixesOfOthers = /^(NODE|NEXT|NPM|npm|PM2|pm2)_/;
/** What begins like this is meant for us, whatever else there is. */
const ownPrefixes = /^(SETRIP|RONDA)_/;

/**
 * All that is probably a mistake, by the names of the variables. Of `file`, what `.env` says, every name has to be known;
 * of the `real` environment, which is full of others' variables, only those that are nearly one of ours. `text` is `.env`
 * as it was written.
 */
export function environmentWarnings({
  file = envFile(),
  real = process.env,
  text = textOfFile(),
}: {
  file?: Variables;
  real?: Variables;
  text?: string;
} = {}): EnvWarning[] {
  const given: Variables = { ...file, ...real };
  return [...unreadLines(text), ...unreadNames(file, real), ...wrongValues(given)];
}

function textOfFile(): string {
  const path = envFilePath();
  return existsSync(path) ? readFileSync(path, "utf8").replace(/^\uFEFF/, "") : "";
}

/** Lines that the parser passes over without a word, and quotation marks that take the lines after them into a value. */
function unreadLines(text: string): EnvWarning[] {
  const lines = text.split(/\r?\n/);
  const found: EnvWarning[] = [];
  const say = (line: number, what: string) =>
    found.push({ variable: ".env", message: `.env, line ${line + 1}: ${what}` });
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, name, quote, rest = ""] = /^(?:export\s+)?([^=]*?)\s*=\s*(["'`]?)(.*)$/.exec(line) ?? [];
    if (name === undefined) say(at, "is read by nobody: write NAME=value");
    else if (name === "") say(at, "has no name before the equals sign");
    if (!quote || rest.includes(quote)) continue;
    const end = lines.findIndex((later, index) => index > at && later.includes(quote));
    if (end < 0) {
      say(at, `the value of ${name} begins with a quotation mark that never ends`);
      continue;
    }
    say(
      at,
      `the value of ${name} begins with a quotation mark that ends only in line ${end + 1}: all between is its value`,
    );
    at = end;
  }
  return found;
}

function unreadNames(file: Variables, real: Variables): EnvWarning[] {
  const known = new Set([...environmentVariables, ...readByOthers]);
  const unread = (name: string) => !known.has(name) && (!prefixesOfOthers.test(name) || meantBy(name, 3));
  const inFile = Object.keys(file).filter(unread);
  const outside = Object.keys(real).filter((name) => unread(name) && !inFile.includes(name));
  return [
    ...inFile.map((name) => unreadName(name, meantBy(name, name.length / 3))),
    ...outside.flatMap((name) => {
      const isShort = name.length < 8;
      const meant = meantBy(name, isShort ? 1 : 2);
      // API_URL beside a right APP_URL is somebody else's.
      const isOthers = isShort && meant && (file[meant] || real[meant]);
      const isOurs = ownPrefixes.test(name) || (meant && !isOthers);
      return isOurs ? [unreadName(name, meant)] : [];
    }),
  ];
}

/** The variable of ours that is at most so many changes of a letter away, or nothing. */
function meantBy(name: string, distance: number): string | undefined {
  const options = { maxDistance: Math.max(1, Math.floor(distance)) };
  const own = new Set([...environmentVariables, "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"]);
  return closestMatch(name.toUpperCase().replaceAll("-", "_"), [...own], options);
}

function unreadName(variable: string, meant: string | undefined): EnvWarning {
  const hint = meant ? `did you mean ${meant}?` : ".env.example lists what there is";
  return { variable, message: `${variable} is read by nobody; ${hint}`, ...(meant && { meant }) };
}

/** They say where data lies: without one of them SeTrip begins an empty place of its own, in which nothing looks wrong. */
const places = /^(DATABASE_URL|SETRIP_DATA_DIR|S3_\w+)$/;

/** A variable that is nearly one which says where data lies, while that one is not set; nothing where there is none. */
export function misspelledPlace(
  given: Parameters<typeof environmentWarnings>[0] & { set?: Variables } = {},
): EnvWarning | undefined {
  const { set = environmentSources() } = given;
  return environmentWarnings(given).find(({ meant }) => meant !== undefined && places.test(meant) && !set[meant]);
}

/** A name that is mistyped would lead to an empty marketplace in which all looks well. Throws. */
export function checkPlaces(): void {
  const misspelled = misspelledPlace();
  if (misspelled) throw new EnvError(misspelled.message);
}

function wrongValues(given: Variables): EnvWarning[] {
  return environmentVariables.flatMap((variable) => {
    const value = given[variable];
    if (!value) return [];
    const rules = [
      ...anyValue,
      ...(keys.includes(variable) ? anyKey : []),
      ...(secrets.includes(variable) ? anySecret : []),
      ...(byVariable[variable] ?? []),
    ];
    const wrong = rules.find((rule) => rule.isWrong(value, given));
    return wrong ? [{ variable, message: `${variable} ${wrong.what}` }] : [];
  });
}

type Rule = { isWrong: (value: string, given: Variables) => boolean; what: string };

/** Made by others; what we make ourselves may be a phrase. */
const keys = ["RESEND_API_KEY", "ADMIN_ALERT_WEBHOOK_URL", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];
const secrets = [...keys, "CRON_SECRET", "CRON_SECRET_PREVIOUS", "METRICS_TOKEN"];

const anyValue: Rule[] = [
  { isWrong: (value) => value !== value.trim(), what: "begins or ends with a blank, which is part of its value" },
  {
    isWrong: (value) => /^(["'`]).*\1$/.test(value),
    what: "has quotation marks around it, which are part of its value",
  },
  {
    isWrong: (value) => /change.?me|replace.?me|your[-_. ](domain|secret|key|token)|<[^@>]*>$|…|\.\.\.$/i.test(value),
    what: "is an example, not a value of your own",
  },
];

const anyKey: Rule[] = [
  { isWrong: (value) => /\s/.test(value), what: "contains a blank: was more copied than the key?" },
];

const anySecret: Rule[] = [
  {
    isWrong: (value) => /^(secret|password|test|todo|none|null|undefined|true|false|x+)$/i.test(value),
    what: "is a word that anybody would try",
  },
];

const guessable: Rule = {
  isWrong: (value) => !isHardToGuess(value),
  what: "can be guessed: make one with openssl rand -hex 32",
};
const loopback = ["localhost", "127.0.0.1", "[::1]"];

const byVariable: Record<string, Rule[]> = {
  CRON_SECRET: [
    guessable,
    {
      isWrong: (value, { AUTH_SECRET }) => value === AUTH_SECRET,
      what: "is the same as AUTH_SECRET: each needs its own",
    },
  ],
  CRON_SECRET_PREVIOUS: [
    guessable,
    {
      isWrong: (value, { CRON_SECRET }) => value === CRON_SECRET,
      what: "is the same as CRON_SECRET: it is the one before",
    },
    { isWrong: (_, { CRON_SECRET }) => !CRON_SECRET, what: "is set without CRON_SECRET: no trigger is let in" },
  ],
  METRICS_TOKEN: [
    {
      isWrong: (value, given) => [given.AUTH_SECRET, given.CRON_SECRET, given.CRON_SECRET_PREVIOUS].includes(value),
      what: "is a secret of something else: whoever reads figures needs no more than that",
    },
  ],
  RESEND_API_KEY: [
    {
      isWrong: (value, given) => isResend(given.RESEND_BASE_URL) && !value.startsWith("re_"),
      what: "is no key of Resend, which all begin with re_",
    },
  ],
  ADMIN_ALERT_WEBHOOK_URL: [
    {
      isWrong: (value, given) => !isDiscord(value) && given.SETRIP_DEMO !== "on",
      what: "is no webhook of Discord (https://discord.com/api/webhooks/<id>/<token>)",
    },
  ],
  APP_URL: [
    {
      isWrong: (value) => hasMoreThanOrigin(value),
      what: "has more than scheme, host and port: links would lead astray",
    },
    { isWrong: isAnotherPort, what: "names another port of this machine than PORT" },
  ],
  S3_ENDPOINT: [
    {
      isWrong: (value, { S3_BUCKET }) => Boolean(S3_BUCKET) && urlOf(value)?.pathname === `/${S3_BUCKET}`,
      what: "ends with the bucket's name, which belongs in S3_BUCKET alone",
    },
  ],
};

function urlOf(value: string): URL | undefined {
  return URL.parse(value) ?? undefined;
}

function isResend(baseUrl: string | undefined): boolean {
  return !baseUrl || urlOf(baseUrl)?.hostname === "api.resend.com";
}

/** A stand-in on this machine may have any path. */
function isDiscord(value: string): boolean {
  const url = urlOf(value);
  if (!url || loopback.includes(url.hostname)) return true;
  return (
    /^((canary|ptb)\.)?discord(app)?\.com$/.test(url.hostname) &&
    /^\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]+/.test(url.pathname)
  );
}

function hasMoreThanOrigin(value: string): boolean {
  const url = urlOf(value);
  return url !== undefined && (url.pathname !== "/" || Boolean(url.search || url.hash || url.username));
}

/** A proxy in front may listen anywhere, but none stands in front of loopback. */
function isAnotherPort(value: string, { PORT = "3000" }: Variables): boolean {
  const url = urlOf(value);
  return (
    url !== undefined && url.protocol === "http:" && loopback.includes(url.hostname) && (url.port || "80") !== PORT
  );
}
