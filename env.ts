import { existsSync, readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { isAbsolute, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { cleanLine, plainCharacters } from "./typed-text.ts";

/**
 * The one place where the environment is read. Order: the real environment, then `.env` at the root, then
 * `generated.env` in the data directory (secrets that the demo and the embedded mode make up for themselves).
 * An empty value counts as unset, so that `RESEND_API_KEY=` in `.env` means what it looks like.
 */

const root = import.meta.dirname ?? process.cwd();

const optionalText = z.string().min(1).optional();
/** What an HTTP header carries as it is; anything else would never match what a trigger sends. */
const optionalCronSecret = z
  .string()
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, "must be printable ASCII without blanks at its ends")
  .optional();
const url = z.url({ protocol: /^https?$/ }).refine((address) => {
  const { username, password } = URL.parse(address) ?? {};
  return !username && !password;
}, "must have no user and no password in it");
const optionalUrl = url.optional();

/** What paths are put behind, of links or calls: a query or hash of its own would end up in the middle of them. */
const optionalBaseUrl = url
  .refine((address) => !/[?#]/.test(address), "must have no ?query and no #hash: paths are put behind it")
  .optional();

/** It travels in a header of each call, which takes no line ends and no letters beyond these. */
const optionalKey = z
  .string()
  .regex(/^[\x20-\x7e]+$/, "must be printable ASCII")
  .optional();

/** A mail address, or a name and the address in angle brackets: one line, because it becomes a header. */
const sender = z
  .string()
  .max(320, { error: "must be at most 320 characters", abort: true })
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, { error: "must be one line without control characters", abort: true })
  .refine(isSender, "must be a mail address, or a name and the address in angle brackets");

function isSender(text: string): boolean {
  const [, bracketed] = /^[^<>]*<([^<>]*)>$/.exec(text.trim()) ?? [];
  return z.email().safeParse(bracketed ?? text.trim()).success;
}

/** Half the characters of a hexadecimal secret; a random one has fewer only by a miracle. */
const fewestCharacters = 8;
const noNumber = "must be a number";
const tooSimple = "is too simple: it repeats few characters or is an example";

/** False for a repeated character or word, for few characters, and for what stands in documents instead of a secret. */
export function isHardToGuess(secret: string): boolean {
  const repeats = /^(.{1,12}?)\1+$/s.test(secret);
  return (
    new Set(secret).size >= fewestCharacters &&
    !repeats &&
    !/change.?me|replace.?me|your.?secret|openssl rand/i.test(secret)
  );
}

/** Nobody has one yet, so that it can be asked for as it should be. */
const optionalToken = optionalCronSecret
  .unwrap()
  .min(32, { error: "must be at least 32 characters", abort: true })
  .refine(isHardToGuess, tooSimple)
  .optional();

/** As Standard Webhooks has it, https://www.standardwebhooks.com. */
function isWebhookSecret(value: string): boolean {
  const [, encoded = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? [];
  const { length } = Buffer.from(encoded, "base64");
  return length >= 24 && length <= 64;
}

/** As people write it between countries, with blanks or hyphens where they like. */
const optionalWhatsApp = z
  .string()
  .overwrite((typed) => plainCharacters(typed).replace(/[ .()-]/g, ""))
  .regex(/^\+[1-9]\d{7,14}$/, "must be a number with its country's code, which begins with +")
  .optional();

/** One line that is shown to people. */
const optionalShown = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .min(1, "must not be empty")
    .max(most, `must be at most ${most} characters`)
    .optional();

const weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
export type Weekday = (typeof weekdays)[number];
/** Days in a row with the same hours, as clocks in Jakarta show them. */
export type OpeningHours = { from: Weekday; to: Weekday; opens: string; closes: string };

const day = weekdays.join("|");
const time = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const daysAndHours = new RegExp(`^(${day})(?:-(${day}))? (${time})-(${time})$`);

/** As schema.org writes `openingHours`, https://schema.org/openingHours; several with commas. */
const openingHours = z
  .string()
  .default("")
  .transform((text, context) =>
    text.split(",").flatMap((entry): OpeningHours[] => {
      if (entry.trim() === "") return [];
      const [, from, to = from, opens = "", closes = ""] = daysAndHours.exec(entry.trim()) ?? [];
      const isRight = from && weekdays.indexOf(from as Weekday) <= weekdays.indexOf(to as Weekday) && opens < closes;
      if (isRight) return [{ from: from as Weekday, to: to as Weekday, opens, closes }];
      context.addIssue({ code: "custom", message: `has "${entry.trim()}", which is no days and hours` });
      return [];
    }),
  );

const bankAccount = z.object({
  key: z
    .string()
    .regex(/\S/, "must not be empty")
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must have no control characters"),
  bank: z.string().overwrite(cleanLine).min(1),
  number: z
    .string()
    .overwrite((typed) => plainCharacters(typed).replace(/[ .-]/g, ""))
    .regex(/^[0-9]{6,20}$/, "must be 6 to 20 digits"),
  holder: z.string().overwrite(cleanLine).min(1),
});

const bankAccounts = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "is not valid JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(bankAccount)
      .min(1)
      .superRefine((accounts, context) => {
        // A payment remembers its account by the key alone.
        const keys = accounts.map(({ key }) => key);
        const index = keys.findIndex((key, at) => keys.indexOf(key) < at);
        if (index < 0) return;
        const message = `must differ from the key of account ${keys.indexOf(keys[index]!)}: each account needs its own`;
        context.addIssue({ code: "custom", path: [index, "key"], message });
      }),
  );

/** `127.0.0.1`, `10.0.0.0/8`, `::1`, or `loopback` for this machine; several with commas. */
const trustedProxies = z
  .string()
  .default("loopback")
  .transform((text, context) =>
    text.split(",").flatMap((entry) => {
      const range = entry.trim();
      if (range === "none") return [];
      if (range === "loopback") return [{ address: "127.0.0.0", prefix: 8 }, { address: "::1" }];
      const [address = "", prefix, ...rest] = range.split("/");
      const bits = isIP(address) === 6 ? 128 : 32;
      if (!isIP(address) || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)))
        context.addIssue({ code: "custom", message: `has "${range}", which is no address and no range` });
      else if (/^::ffff:[\d.]+$/i.test(address))
        context.addIssue({ code: "custom", message: `has "${range}"; write IPv4 as ${address.slice(7)}` });
      else if (prefix !== undefined && (Number(prefix) < 1 || Number(prefix) > bits))
        context.addIssue({ code: "custom", message: `has "${range}", whose prefix must be 1 to ${bits}` });
      return [{ address, prefix: prefix === undefined ? undefined : Number(prefix) }];
    }),
  );

/** Public keys of age, several with commas. That each is whole is seen by who encrypts. */
const backupRecipients = z
  .string()
  .default("")
  .transform((text, context) => {
    const recipients = text
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean);
    if (recipients.some((one) => one.startsWith("AGE-SECRET-KEY-")))
      context.addIssue({
        code: "custom",
        message: "is a private key, which must never be on the server; the public one begins with age1",
      });
    else if (!recipients.every((one) => /^age1[a-z0-9]{20,}$/.test(one)))
      context.addIssue({
        code: "custom",
        message: "must be a public key of age, which begins with age1; several with commas",
      });
    return recipients;
  });

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number(noNumber).int("must be a whole number").min(1).max(65535).default(3000),
  APP_URL: optionalBaseUrl,
  AUTH_SECRET: z
    .string()
    .min(32, { error: "must be at least 32 characters", abort: true })
    .refine(isHardToGuess, tooSimple)
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: "must start with postgresql://", abort: true })
    .refine(URL.canParse, "is no address: write special characters of the password as %40 for @, %2F for /, %23 for #")
    .optional(),
  SETRIP_DATA_DIR: optionalText,
  PLATFORM_BANK_ACCOUNTS: bankAccounts.optional(),
  COMPANY_NAME: optionalShown(100),
  COMPANY_ADDRESS: optionalShown(200),
  CONTACT_WHATSAPP: optionalWhatsApp,
  CONTACT_EMAIL: z.email("must be a mail address").max(254, "must be at most 254 characters").optional(),
  CONTACT_HOURS: openingHours,
  CRON_SECRET: optionalCronSecret,
  CRON_SECRET_PREVIOUS: optionalCronSecret,
  RESEND_API_KEY: optionalKey,
  EMAIL_FROM: sender.default("SeTrip <onboarding@resend.dev>"),
  RESEND_BASE_URL: optionalBaseUrl,
  MAIL_CALLS_PER_SECOND: z.coerce
    .number(noNumber)
    .min(0.1, "must be at least 0.1, a call in ten seconds")
    .max(1000, "must be at most 1000")
    .default(2),
  ADMIN_ALERT_WEBHOOK_URL: optionalUrl,
  DEADMAN_PING_URL: optionalUrl,
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{10,}$/, "must be a bot's token: digits, a colon, letters")
    .optional(),
  TELEGRAM_CHAT_ID: z
    .string()
    .regex(/^(-?\d+|@\w+)$/, "must be a chat's id, a number, or @ and a channel's name")
    .optional(),
  ALERT_WEBHOOK_URL: optionalUrl,
  ALERT_WEBHOOK_SECRET: z.string().refine(isWebhookSecret, "must be whsec_ and 24 to 64 bytes as base64").optional(),
  S3_ENDPOINT: optionalBaseUrl,
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "must be a bucket's name: 3 to 63 small letters, digits, dots, hyphens",
    )
    .optional(),
  S3_REGION: optionalKey,
  S3_ACCESS_KEY_ID: optionalKey,
  S3_SECRET_ACCESS_KEY: optionalKey,
  TRUSTED_PROXY: trustedProxies,
  METRICS_TOKEN: optionalToken,
  RONDA_SCHEDULER: z.enum(["on", "off"]).default("off"),
  /** The build reads it, see `scripts/ensure/actions-key.mjs`. */
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z.base64("must be base64").optional(),
  SETRIP_BACKUP_DIR: z
    .string()
    .refine((path) => isAbsolute(path), "must be an absolute path")
    .optional(),
  SETRIP_BACKUP_RECIPIENT: backupRecipients,
  SETRIP_TEST_CLOCK_FILE: optionalText,
  SETRIP_DEMO: z.enum(["on", "off"]).default("off"),
});

/** The name of every variable that the app reads. */
export const environmentVariables: string[] = Object.keys(variables.shape);

/** The environment, checked and with its defaults. */
export type Env = Omit<z.infer<typeof variables>, "SETRIP_DATA_DIR" | "APP_URL"> & {
  /** Absolute folder for the embedded database, uploads and generated secrets. */
  SETRIP_DATA_DIR: string;
  /** Public address without a slash at the end. */
  APP_URL: string;
};

const examples: Record<string, string> = {
  PORT: "3000",
  APP_URL: "https://setrip.example",
  AUTH_SECRET: "the output of `openssl rand -hex 32`",
  CRON_SECRET: "the output of `openssl rand -hex 32`",
  CRON_SECRET_PREVIOUS: "the value that CRON_SECRET had before",
  DATABASE_URL: "postgresql://setrip:password@127.0.0.1:5432/setrip",
  SETRIP_DATA_DIR: "/var/lib/setrip",
  PLATFORM_BANK_ACCOUNTS: '[{"key":"bca","bank":"BCA","number":"1234567890","holder":"PT SeTrip"}]',
  COMPANY_NAME: "PT SeTrip Indonesia",
  COMPANY_ADDRESS: "Jl. Kaliurang KM 5, Sleman, Yogyakarta",
  CONTACT_WHATSAPP: "+6281234567890",
  CONTACT_EMAIL: "halo@setrip.example",
  CONTACT_HOURS: "Mo-Fr 09:00-17:00, Sa 09:00-12:00",
  RESEND_API_KEY: "re_ and what Resend shows behind it",
  EMAIL_FROM: "SeTrip <halo@setrip.example>",
  RESEND_BASE_URL: "https://api.resend.com",
  MAIL_CALLS_PER_SECOND: "2",
  DEADMAN_PING_URL: "https://hc-ping.com/…",
  ADMIN_ALERT_WEBHOOK_URL: "https://discord.com/api/webhooks/…",
  TELEGRAM_BOT_TOKEN: "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
  TELEGRAM_CHAT_ID: "-1001234567890",
  ALERT_WEBHOOK_URL: "https://hooks.example/setrip",
  ALERT_WEBHOOK_SECRET: "whsec_ and the output of `openssl rand -base64 32`",
  S3_ENDPOINT: "https://s3.ap-southeast-1.amazonaws.com",
  S3_BUCKET: "setrip-uploads",
  S3_REGION: "ap-southeast-1",
  S3_ACCESS_KEY_ID: "the id that the store shows beside the secret",
  S3_SECRET_ACCESS_KEY: "the secret that the store shows once",
  TRUSTED_PROXY: "loopback,10.0.0.0/8",
  METRICS_TOKEN: "the output of `openssl rand -hex 32`",
  RONDA_SCHEDULER: "on",
  SETRIP_BACKUP_DIR: "/mnt/backup/setrip",
  SETRIP_BACKUP_RECIPIENT: 'the line that `age-keygen` prints behind "public key"',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "the output of `openssl rand -base64 32`",
  SETRIP_TEST_CLOCK_FILE: "/tmp/clock",
};

/** Where data lies unless `SETRIP_DATA_DIR` says otherwise. */
export function defaultDataFolder(): string {
  return join(/* turbopackIgnore: true */ root, ".data");
}

/** One or more variables are wrong. The message names each one, what is wrong and what would be right, never its value. */
export class EnvError extends Error {
  override name = "EnvError";
}

/** Parses the variables; throws {@link EnvError} that names every wrong one. `source` is any bag of strings, usually `process.env`. */
export function parseEnvironment(source: NodeJS.Dict<string>): Env {
  const { values, problems } = examine(source);
  if (problems.length > 0) throw new EnvError(problems.join("\n"));
  return values;
}

/** What can be used, a wrong value counting as none, and what is wrong. */
function examine(source: NodeJS.Dict<string>): { values: Env; problems: string[] } {
  const given = withoutEmpty(source);
  const parsed = variables.safeParse(given);
  const issues = parsed.success ? [] : parsed.error.issues;
  const wrong = new Set(issues.map(({ path }) => String(path[0])));
  const usable = parsed.success
    ? parsed.data
    : variables.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))));
  return {
    values: {
      ...usable,
      SETRIP_DATA_DIR: resolve(/* turbopackIgnore: true */ root, usable.SETRIP_DATA_DIR ?? ".data"),
      APP_URL: (usable.APP_URL ?? `http://localhost:${usable.PORT}`).replace(/\/+$/, ""),
    },
    problems: [
      ...issues.map(({ path: [name, ...within], message }) =>
        problem(String(name), `${within.join(".")} ${message}`.trim()),
      ),
      ...problemsTogether(given),
    ],
  };
}

/** What is wrong with variables because of others. */
function problemsTogether(given: NodeJS.Dict<string>): string[] {
  const problems: string[] = [];
  if (given.DATABASE_URL) {
    for (const name of ["SETRIP_DATA_DIR", "APP_URL", "AUTH_SECRET", "PLATFORM_BANK_ACCOUNTS"]) {
      if (!given[name]) problems.push(problem(name, "is required when DATABASE_URL is set"));
    }
    if (given.SETRIP_DATA_DIR && !isAbsolute(given.SETRIP_DATA_DIR)) {
      problems.push(problem("SETRIP_DATA_DIR", "must be an absolute path when DATABASE_URL is set"));
    }
  }
  problems.push(...wrongAddress(given));
  for (const [one, other] of [
    ["TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID"],
    ["ALERT_WEBHOOK_URL", "ALERT_WEBHOOK_SECRET"],
  ] as const) {
    if (given[one] && !given[other]) problems.push(problem(other, `is required when ${one} is set`));
    if (given[other] && !given[one]) problems.push(problem(one, `is required when ${other} is set`));
  }
  const s3 = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];
  if (s3.some((name) => given[name])) {
    for (const name of s3)
      if (!given[name]) problems.push(problem(name, "is required when another S3_ variable is set"));
  }
  if (given.SETRIP_TEST_CLOCK_FILE && !(isLoopback(given.DATABASE_URL) && isLoopback(given.APP_URL))) {
    problems.push(problem("SETRIP_TEST_CLOCK_FILE", "is accepted only when DATABASE_URL and APP_URL are on loopback"));
  }
  return problems;
}

/** Sessions and passwords travel over the public address; the demo's passwords everybody knows. */
function wrongAddress({ APP_URL, SETRIP_DEMO }: Record<string, string | undefined>): string[] {
  if (!APP_URL || !URL.canParse(APP_URL)) return [];
  const { protocol, hostname } = new URL(APP_URL);
  if (protocol === "https:" && SETRIP_DEMO === "on")
    return [
      "SETRIP_DEMO is on beside an https address: the demo, whose passwords everybody knows, is for this machine",
    ];
  if (protocol !== "http:" || isPrivate(hostname)) return [];
  return [
    problem(
      "APP_URL",
      "must be https: passwords and sessions would travel readably; http is for this machine and private networks",
    ),
  ];
}

const privateNetworks = new BlockList();
for (const [network, bits] of [
  ...[
    ["10.0.0.0", 8],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
  ],
] as [string, number][])
  privateNetworks.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as [string, number][])
  privateNetworks.addSubnet(network, bits, "ipv6");

/** Whether a host's name is one that the public internet cannot reach: this machine, a private network, a name without a dot. */
function isPrivate(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(address);
  if (family > 0) return privateNetworks.check(address, family === 4 ? "ipv4" : "ipv6");
  return !address.includes(".") || /\.(localhost|local|test|internal|lan|home\.arpa)$/.test(address);
}

/** True where the address names this machine or a socket on it; also when there is none, which means the embedded server. */
function isLoopback(address: string | undefined): boolean {
  if (!address) return true;
  if (!URL.canParse(address)) return false;
  const { hostname, searchParams } = new URL(address);
  const host = searchParams.get("host") ?? hostname;
  return host.startsWith("/") || ["localhost", "127.0.0.1", "[::1]", ""].includes(host);
}

function problem(name: string, what: string): string {
  const example = examples[name];
  return `${name} ${what}${example ? `; for example ${name}=${example}` : ""}`;
}

/** Where `.env` lies. */
export function envFilePath(): string {
  return join(/* turbopackIgnore: true */ root, ".env");
}

/** What `.env` says, whether or not the real environment says otherwise. `folder` is where it lies. */
export function envFile(folder = root): NodeJS.Dict<string> {
  return readEnvFile(join(folder, ".env"));
}

function readEnvFile(path: string): NodeJS.Dict<string> {
  return existsSync(path) ? parseEnv(textOf(path)) : {};
}

/** The file's text; throws {@link EnvError} where it is there and cannot be read. */
function textOf(path: string): string {
  try {
    // A mark that editors on Windows put first would become a part of the first name.
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new EnvError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}

/**
 * What the process was really started with: the real environment over `.env` over the generated secrets. A variable that
 * is set to nothing in the real environment switches off the one in `.env`. `folder` is where `.env` lies.
 */
export function environmentSources(real: NodeJS.Dict<string> = process.env, folder = root): NodeJS.Dict<string> {
  const own = withoutEmpty({ ...envFile(folder), ...real });
  const dataDir = resolve(/* turbopackIgnore: true */ folder, own.SETRIP_DATA_DIR ?? ".data");
  return { ...readEnvFile(join(/* turbopackIgnore: true */ dataDir, "generated.env")), ...own };
}

function withoutEmpty(source: NodeJS.Dict<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(source).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

let parsed: Env | undefined;

/** The parsed environment, read once a bundle: the same text each time. Throws {@link EnvError} on the first call when a variable is wrong. */
export function env(): Env {
  parsed ??= parseEnvironment(environmentSources());
  return parsed;
}

/**
 * From now on {@link env} throws nothing in this process: a wrong variable counts as one that is not set. Returns what is
 * wrong, each a sentence that begins with a variable's name. For the doctor, who looks at everything else all the same.
 */
export function overlookWrongVariables(): string[] {
  try {
    const { values, problems } = examine(environmentSources());
    parsed = values;
    return problems;
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    // The file itself cannot be read: what the real environment says is all there is.
    const { values, problems } = examine(process.env);
    parsed = values;
    return [error.message, ...problems];
  }
}

/** There is no `AUTH_SECRET`, without which a session could be forged. */
export class NoAuthSecretError extends Error {
  override name = "NoAuthSecretError";
}

/** The key of every signature. Throws {@link NoAuthSecretError} where there is none: nothing is ever signed with an empty one. */
export function authSecret(): string {
  const { AUTH_SECRET } = env();
  if (!AUTH_SECRET) throw new NoAuthSecretError("AUTH_SECRET is not set: make one with `openssl rand -hex 32`");
  return AUTH_SECRET;
}
