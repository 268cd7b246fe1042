import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EnvError, envFile, environmentSources, environmentVariables, parseEnvironment } from "#env.ts";

const accounts = '[{"key":"bca","bank":"BCA","number":"1234567890","holder":"PT SeTrip"}]';
const server = {
  DATABASE_URL: "postgresql://setrip:password@127.0.0.1:5432/setrip",
  SETRIP_DATA_DIR: "/var/lib/setrip",
  APP_URL: "https://setrip.example",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  PLATFORM_BANK_ACCOUNTS: accounts,
};

describe("nothing set", () => {
  const env = parseEnvironment({});

  it.each([
    ["NODE_ENV", "production"],
    ["PORT", 3000],
    ["APP_URL", "http://localhost:3000"],
    ["SETRIP_DATA_DIR", join(import.meta.dirname, ".data")],
    ["EMAIL_FROM", "SeTrip <onboarding@resend.dev>"],
    ["MAIL_CALLS_PER_SECOND", 2],
    ["RONDA_SCHEDULER", "off"],
    ["TRUSTED_PROXY", [{ address: "127.0.0.0", prefix: 8 }, { address: "::1" }]],
    ["SETRIP_DEMO", "off"],
    ["DATABASE_URL", undefined],
    ["AUTH_SECRET", undefined],
    ["PLATFORM_BANK_ACCOUNTS", undefined],
    ["CRON_SECRET", undefined],
    ["CRON_SECRET_PREVIOUS", undefined],
    ["METRICS_TOKEN", undefined],
    ["RESEND_API_KEY", undefined],
    ["RESEND_BASE_URL", undefined],
    ["ADMIN_ALERT_WEBHOOK_URL", undefined],
    ["S3_ENDPOINT", undefined],
    ["S3_BUCKET", undefined],
    ["S3_REGION", undefined],
    ["S3_ACCESS_KEY_ID", undefined],
    ["S3_SECRET_ACCESS_KEY", undefined],
    ["SETRIP_TEST_CLOCK_FILE", undefined],
  ] as const)("%s is %s", (name, value) => expect(env[name]).toEqual(value));
});

it("an empty value counts as unset", () => {
  expect(parseEnvironment({ RESEND_API_KEY: "", PORT: "", APP_URL: "" })).toMatchObject({ PORT: 3000 });
});

it("TRUSTED_PROXY is a list of addresses and ranges, or nobody", () => {
  const trusted = (text: string) => parseEnvironment({ TRUSTED_PROXY: text }).TRUSTED_PROXY;
  expect(trusted("10.0.0.0/8, 2001:db8::/32,192.0.2.7")).toEqual([
    { address: "10.0.0.0", prefix: 8 },
    { address: "2001:db8::", prefix: 32 },
    { address: "192.0.2.7" },
  ]);
  expect(trusted("none")).toEqual([]);
});

it("CONTACT_WHATSAPP may be written as people do, and CONTACT_HOURS as schema.org does", () => {
  const { CONTACT_WHATSAPP, CONTACT_HOURS } = parseEnvironment({
    CONTACT_WHATSAPP: "\u202a+62 812-3456-7890\u202c",
    CONTACT_HOURS: "Mo-Fr 09:00-17:00, Sa 09:00-12:00",
  });
  expect(CONTACT_WHATSAPP).toBe("+6281234567890");
  expect(CONTACT_HOURS).toEqual([
    { from: "Mo", to: "Fr", opens: "09:00", closes: "17:00" },
    { from: "Sa", to: "Sa", opens: "09:00", closes: "12:00" },
  ]);
  expect(parseEnvironment({}).CONTACT_HOURS).toEqual([]);
});

it("APP_URL follows PORT, and loses its last slash", () => {
  expect(parseEnvironment({ PORT: "4000" }).APP_URL).toBe("http://localhost:4000");
  expect(parseEnvironment({ APP_URL: "https://setrip.example/" }).APP_URL).toBe("https://setrip.example");
});

it.each(["halo@setrip.example", "SeTrip <halo@setrip.example>", '"SeTrip, Jakarta" <halo@mail.setrip.example>'])(
  "EMAIL_FROM may be %s",
  (EMAIL_FROM) => expect(parseEnvironment({ EMAIL_FROM }).EMAIL_FROM).toBe(EMAIL_FROM),
);

it("PLATFORM_BANK_ACCOUNTS is read as JSON", () => {
  expect(parseEnvironment(server).PLATFORM_BANK_ACCOUNTS).toEqual([
    { key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip" },
  ]);
});

it("a bank account copied from a letter, with what nobody sees in it, is read as it is meant", () => {
  const copied = [
    { key: "bca", bank: "BCA\u00A0", number: "\u202A1234\u20115678\u00A090\u202C", holder: "PT\u200B SeTrip" },
  ];
  expect(
    parseEnvironment({ ...server, PLATFORM_BANK_ACCOUNTS: JSON.stringify(copied) }).PLATFORM_BANK_ACCOUNTS,
  ).toEqual([{ key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip" }]);
});

describe("a wrong value stops the start with the variable, what is wrong and an example", () => {
  it.each([
    ["PORT", "99999", "for example PORT=3000"],
    ["APP_URL", "setrip.example", "for example APP_URL=https://setrip.example"],
    ["TRUSTED_PROXY", "nginx", 'TRUSTED_PROXY has "nginx", which is no address and no range'],
    ["TRUSTED_PROXY", "10.0.0.0/8/9", "for example TRUSTED_PROXY=loopback"],
    ["TRUSTED_PROXY", "10.0.0.0/33", "whose prefix must be 1 to 32"],
    ["TRUSTED_PROXY", "0.0.0.0/0", "whose prefix must be 1 to 32"],
    ["TRUSTED_PROXY", "loopback,", "for example TRUSTED_PROXY=loopback"],
    ["CRON_SECRET", "two\nlines", "for example CRON_SECRET=the output of `openssl rand -hex 32`"],
    ["CRON_SECRET", " blank before", "for example CRON_SECRET="],
    ["CRON_SECRET_PREVIOUS", "sécret", "for example CRON_SECRET_PREVIOUS="],
    ["METRICS_TOKEN", "short", "must be at least 32 characters; for example METRICS_TOKEN=the output of"],
    ["METRICS_TOKEN", "b7c0a6cf52e94d1f8a5d6c6c7e0f1a2 ", "must be printable ASCII without blanks at its ends"],
    ["METRICS_TOKEN", "a".repeat(64), "is too simple"],
    ["APP_URL", "ftp://setrip.example", "for example APP_URL=https://setrip.example"],
    [
      "AUTH_SECRET",
      "short",
      "must be at least 32 characters; for example AUTH_SECRET=the output of `openssl rand -hex 32`",
    ],
    ["AUTH_SECRET", "a".repeat(64), "is too simple"],
    ["AUTH_SECRET", "0101010101010101010101010101010101", "is too simple"],
    ["AUTH_SECRET", "abcdefgh".repeat(5), "is too simple"],
    ["AUTH_SECRET", "please-changeme-please-changeme-please", "is too simple"],
    ["AUTH_SECRET", "the output of `openssl rand -hex 32`", "is too simple"],
    [
      "DATABASE_URL",
      "mysql://db",
      "must start with postgresql://; for example DATABASE_URL=postgresql://setrip:password@",
    ],
    ["DATABASE_URL", "postgresql://[bad", "is no address"],
    ["TRUSTED_PROXY", "::ffff:10.0.0.1", 'has "::ffff:10.0.0.1"; write IPv4 as 10.0.0.1'],
    ["PLATFORM_BANK_ACCOUNTS", accounts.replace('"bca"', '" "'), "0.key must not be empty"],
    ["PLATFORM_BANK_ACCOUNTS", "BCA 123", "is not valid JSON; for example PLATFORM_BANK_ACCOUNTS=[{"],
    ["PLATFORM_BANK_ACCOUNTS", accounts.replace('"bca"', '"bca\\u0000"'), "0.key must have no control characters"],
    ["PLATFORM_BANK_ACCOUNTS", "[]", "PLATFORM_BANK_ACCOUNTS"],
    ["PLATFORM_BANK_ACCOUNTS", accounts.replace("1234567890", "12-34"), "0.number must be 6 to 20 digits"],
    ["CONTACT_WHATSAPP", "081234567890", "must be a number with its country's code, which begins with +; for example"],
    ["CONTACT_WHATSAPP", "+62 halo", "must be a number with its country's code"],
    ["CONTACT_EMAIL", "SeTrip <halo@setrip.example>", "must be a mail address; for example CONTACT_EMAIL=halo@"],
    ["COMPANY_NAME", "x".repeat(101), "must be at most 100 characters"],
    ["COMPANY_ADDRESS", "\u200b\u200b", "must not be empty"],
    [
      "CONTACT_HOURS",
      "Mon-Fri 9-17",
      'has "Mon-Fri 9-17", which is no days and hours; for example CONTACT_HOURS=Mo-Fr',
    ],
    ["CONTACT_HOURS", "Mo-Fr 09:00-17:00, Fr-Mo 09:00-12:00", 'has "Fr-Mo 09:00-12:00"'],
    ["CONTACT_HOURS", "Mo 17:00-09:00", 'has "Mo 17:00-09:00"'],
    ["S3_ENDPOINT", "s3.example", "for example S3_ENDPOINT=https://s3.ap-southeast-1.amazonaws.com"],
    ["S3_BUCKET", "https://s3.example/setrip", "must be a bucket's name"],
    ["RESEND_BASE_URL", "resend", "for example RESEND_BASE_URL=https://api.resend.com"],
    ["PORT", "abc", "must be a number; for example PORT=3000"],
    ["MAIL_CALLS_PER_SECOND", "0", "for example MAIL_CALLS_PER_SECOND=2"],
    [
      "MAIL_CALLS_PER_SECOND",
      "1e-7",
      "must be at least 0.1, a call in ten seconds; for example MAIL_CALLS_PER_SECOND=2",
    ],
    ["MAIL_CALLS_PER_SECOND", "1e7", "must be at most 1000; for example MAIL_CALLS_PER_SECOND=2"],
    ["RESEND_BASE_URL", "https://api.resend.com?a=1", "must have no ?query and no #hash"],
    ["RESEND_BASE_URL", "https://sari:pw@api.resend.com", "must have no user and no password"],
    ["S3_ENDPOINT", "https://s3.example/#a", "must have no ?query and no #hash"],
    ["S3_ENDPOINT", "https://sari:pw@s3.example", "must have no user and no password"],
    ["ADMIN_ALERT_WEBHOOK_URL", "https://sari:pw@discord.com/api/webhooks/1/a", "must have no user and no password"],
    ["ALERT_WEBHOOK_URL", "https://sari:pw@hooks.example", "must have no user and no password"],
    ["DEADMAN_PING_URL", "https://sari@hc-ping.com/a", "must have no user and no password"],
    ["APP_URL", "https://setrip.example/?a=1", "must have no ?query and no #hash"],
    ["APP_URL", "https://setrip.example?", "must have no ?query and no #hash"],
    ["APP_URL", "https://setrip.example/#top", "for example APP_URL=https://setrip.example"],
    ["APP_URL", "https://sari:pw@setrip.example", "must have no user and no password"],
    ["APP_URL", "https://sari@setrip.example", "for example APP_URL=https://setrip.example"],
    ["APP_URL", "https://:pw@setrip.example", "must have no user and no password"],
    [
      "PLATFORM_BANK_ACCOUNTS",
      `[${accounts.slice(1, -1)},${accounts.slice(1, -1).replace("1234567890", "9876543210")}]`,
      "1.key must differ from the key of account 0: each account needs its own; for example PLATFORM_BANK_ACCOUNTS=[{",
    ],
    [
      "EMAIL_FROM",
      "abc",
      "must be a mail address, or a name and the address in angle brackets; for example EMAIL_FROM=",
    ],
    ["EMAIL_FROM", "SeTrip <abc>", "must be a mail address"],
    ["EMAIL_FROM", "SeTrip halo@setrip.example", "must be a mail address"],
    ["EMAIL_FROM", "SeTrip <halo@setrip.example> <eve@setrip.example>", "must be a mail address"],
    ["EMAIL_FROM", "SeTrip <halo@setrip.example>\r\nBcc: eve@setrip.example", "must be one line"],
    ["EMAIL_FROM", "halo@setrip.example\n", "must be one line without control characters; for example EMAIL_FROM="],
    ["EMAIL_FROM", `${"x".repeat(400)} <halo@setrip.example>`, "must be at most 320 characters"],
    ["RESEND_API_KEY", "re_a\nb", "must be printable ASCII"],
    ["S3_SECRET_ACCESS_KEY", "sécret", "must be printable ASCII"],
    ["MAIL_CALLS_PER_SECOND", "many", "must be a number; for example MAIL_CALLS_PER_SECOND=2"],
    ["ADMIN_ALERT_WEBHOOK_URL", "discord", "for example ADMIN_ALERT_WEBHOOK_URL=https://discord.com/api/webhooks/"],
    ["ALERT_WEBHOOK_URL", "hooks", "for example ALERT_WEBHOOK_URL=https://hooks.example/setrip"],
    ["RONDA_SCHEDULER", "yes", "for example RONDA_SCHEDULER=on"],
  ])("%s=%s", (name, value, message) => {
    expect(errorOf({ ...server, [name]: value })).toMatch(new RegExp(`^${name} `));
    expect(errorOf({ ...server, [name]: value })).toContain(message);
  });

  it("names every wrong variable at once", () => {
    expect(errorOf({ PORT: "x", RONDA_SCHEDULER: "x" }).split("\n")).toHaveLength(2);
  });

  it("says one thing of a variable that is wrong in two ways", () => {
    expect(errorOf({ ...server, AUTH_SECRET: "short" }).split("\n")).toHaveLength(1);
  });

  it("never repeats the value, which may be a secret", () => {
    expect(errorOf({ AUTH_SECRET: "hunter2" })).not.toContain("hunter2");
  });
});

describe("DATABASE_URL means a server", () => {
  it.each(["SETRIP_DATA_DIR", "APP_URL", "AUTH_SECRET", "PLATFORM_BANK_ACCOUNTS"])("and requires %s", (name) => {
    expect(errorOf({ ...server, [name]: undefined })).toContain(`${name} is required when DATABASE_URL is set`);
  });

  it("and an absolute SETRIP_DATA_DIR, because release folders come and go", () => {
    expect(errorOf({ ...server, SETRIP_DATA_DIR: ".data" })).toContain("must be an absolute path");
  });
});

describe("a channel for alerts is whole or not there", () => {
  const telegram = { TELEGRAM_BOT_TOKEN: "123456:AAtoken-of-a-bot", TELEGRAM_CHAT_ID: "-1001" };
  const webhook = { ALERT_WEBHOOK_URL: "https://hooks.example", ALERT_WEBHOOK_SECRET: `whsec_${"A".repeat(44)}` };

  it.each([telegram, webhook])("and is taken with both: %j", (pair) => {
    expect(parseEnvironment(pair)).toMatchObject(pair);
  });

  it.each(Object.keys({ ...telegram, ...webhook }))("and stops the start without %s", (name) => {
    const pair = name in telegram ? telegram : webhook;
    expect(errorOf({ ...pair, [name]: undefined })).toMatch(
      new RegExp(`^${name} is required when .* is set; for example`),
    );
  });

  it.each([
    ["TELEGRAM_BOT_TOKEN", "AAsecret"],
    ["TELEGRAM_CHAT_ID", "Sari"],
    ["ALERT_WEBHOOK_SECRET", "whsec_c2hvcnQ="],
  ])("and %s is refused where it cannot be one, without its value", (name, value) => {
    const message = errorOf({ ...telegram, ...webhook, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must be`));
    expect(message).not.toContain(value);
  });
});

describe("a bucket needs all five of its variables", () => {
  const bucket = {
    S3_ENDPOINT: "https://s3.example",
    S3_BUCKET: "setrip-uploads",
    S3_REGION: "auto",
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
  };

  it("and is taken with them", () => expect(parseEnvironment(bucket)).toMatchObject(bucket));

  it.each(Object.keys(bucket))("and stops the start without %s", (name) => {
    expect(errorOf({ ...bucket, [name]: undefined })).toEqual(problemOf(name));
  });

  const problemOf = (name: string) =>
    expect.stringMatching(new RegExp(`^${name} is required when another S3_ variable is set(; for example [^\\n]+)?$`));
});

describe("SETRIP_TEST_CLOCK_FILE", () => {
  const local = { ...server, APP_URL: "http://localhost:3000", SETRIP_TEST_CLOCK_FILE: "/tmp/clock" };

  it("is accepted on this machine", () => {
    expect(parseEnvironment(local).SETRIP_TEST_CLOCK_FILE).toBe("/tmp/clock");
    expect(parseEnvironment({ SETRIP_TEST_CLOCK_FILE: "/tmp/clock" }).SETRIP_TEST_CLOCK_FILE).toBe("/tmp/clock");
  });

  it("is accepted with a socket of this machine", () => {
    const DATABASE_URL = "postgresql:///setrip?host=/var/run/postgresql";
    expect(parseEnvironment({ ...local, DATABASE_URL }).SETRIP_TEST_CLOCK_FILE).toBe("/tmp/clock");
  });

  it.each([
    ["a public address", { APP_URL: "https://setrip.example" }],
    ["a database elsewhere", { DATABASE_URL: "postgresql://setrip:password@db.example:5432/setrip" }],
    ["a name that only begins like this machine", { APP_URL: "http://localhost.example" }],
    ["a database elsewhere, named behind the address", { DATABASE_URL: "postgresql:///setrip?host=db.example" }],
    ["several databases", { DATABASE_URL: "postgresql://setrip@localhost,db.example/setrip" }],
    ["an address that cannot be read", { DATABASE_URL: "postgresql://db.example:port/setrip" }],
  ])("is refused with %s", (_, change) => {
    expect(errorOf({ ...local, ...change })).toContain(
      "is accepted only when DATABASE_URL and APP_URL are on loopback",
    );
  });
});

describe("where a value comes from", () => {
  const folder = mkdtempSync(join(tmpdir(), "setrip-env-"));
  mkdirSync(join(folder, ".data"));
  writeFileSync(join(folder, ".data", "generated.env"), "AUTH_SECRET='generated'\nCRON_SECRET='generated'\n");
  writeFileSync(join(folder, ".env"), '# a comment\nCRON_SECRET="file"\nRESEND_API_KEY=file\nAUTH_SECRET=\n');

  it("the real environment wins over .env, which wins over generated secrets", () => {
    expect(environmentSources({ RESEND_API_KEY: "real" }, folder)).toEqual({
      RESEND_API_KEY: "real",
      CRON_SECRET: "file",
      AUTH_SECRET: "generated",
    });
  });

  it("an empty variable of the real environment switches off the one in .env", () => {
    expect(environmentSources({ RESEND_API_KEY: "" }, folder)).not.toHaveProperty("RESEND_API_KEY");
  });

  it("generated secrets are looked for in the data folder that .env or the environment names", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "setrip-env-data-"));
    chmodSync(elsewhere, 0o700);
    writeFileSync(join(elsewhere, "generated.env"), "AUTH_SECRET=elsewhere\n");
    expect(environmentSources({ SETRIP_DATA_DIR: elsewhere }, folder).AUTH_SECRET).toBe("elsewhere");
  });
});

describe(".env.example", () => {
  const text = readFileSync(join(import.meta.dirname, ".env.example"), "utf8");

  it("names every variable that the app reads, and no other", () => {
    const notForPeople = ["NODE_ENV", "SETRIP_TEST_CLOCK_FILE", "SETRIP_DEMO"];
    const wanted = environmentVariables.filter((name) => !notForPeople.includes(name));
    expect(Object.keys(parseEnv(text)).sort()).toEqual(wanted.sort());
  });

  it("can be copied as it is", () => {
    expect(() => parseEnvironment(parseEnv(text))).not.toThrow();
  });

  it("shows values that are right", () => {
    const examples = [...text.matchAll(/^#([A-Z_]+=\S.*)$/gm)].map((match) => match[1]).join("\n");
    expect(parseEnvironment({ ...server, ...parseEnv(examples) })).toMatchObject({
      EMAIL_FROM: "SeTrip <halo@your-domain.com>",
    });
  });
});

describe("for the doctor", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("a wrong variable counts as one that is not set, and each is named", async () => {
    vi.stubEnv("PORT", "many");
    vi.stubEnv("APP_URL", "http://setrip.example");
    vi.stubEnv("EMAIL_FROM", "nobody");
    vi.resetModules();
    const { env, overlookWrongVariables } = await import("#env.ts");
    expect(() => env()).toThrow("PORT must be a number");
    expect(overlookWrongVariables().map((problem) => problem.split(" ")[0])).toEqual(["PORT", "EMAIL_FROM", "APP_URL"]);
    expect(env()).toMatchObject({
      PORT: 3000,
      EMAIL_FROM: "SeTrip <onboarding@resend.dev>",
      // It can be used although it must not.
      APP_URL: "http://setrip.example",
      AUTH_SECRET: process.env.AUTH_SECRET,
    });
  });
});

function errorOf(source: Record<string, string | undefined>): string {
  try {
    parseEnvironment(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error("the environment was accepted");
}

describe("the public address", () => {
  it.each([
    "https://setrip.example",
    ...[
      "http://localhost:3000",
      "http://setrip.localhost",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
      "http://app:3000",
    ],
    ...["http://10.1.2.3", "http://172.16.0.9", "http://192.168.1.20:3000", "http://[fd00::7]", "http://setrip.test"],
  ])("may be %s", (APP_URL) => expect(parseEnvironment({ APP_URL }).APP_URL).toBe(APP_URL));

  it.each(["http://setrip.example", "http://203.0.113.9", "http://172.32.0.1", "http://[2001:db8::1]:3000"])(
    "may not be %s, over which passwords would travel readably",
    (APP_URL) => expect(errorOf({ APP_URL })).toContain("APP_URL must be https"),
  );

  it("does not stand beside the demo's passwords", () => {
    expect(errorOf({ SETRIP_DEMO: "on", APP_URL: "https://setrip.example" })).toContain("SETRIP_DEMO is on beside");
    expect(parseEnvironment({ SETRIP_DEMO: "on", APP_URL: "http://localhost:3000" }).SETRIP_DEMO).toBe("on");
  });
});

it("a mark that an editor puts before the first line of .env belongs to no name", () => {
  const folder = mkdtempSync(join(tmpdir(), "setrip-env-"));
  writeFileSync(join(folder, ".env"), "\uFEFFDATABASE_URL=postgresql://localhost/setrip\n");
  expect(envFile(folder)).toEqual({ DATABASE_URL: "postgresql://localhost/setrip" });
  rmSync(folder, { recursive: true });
});
