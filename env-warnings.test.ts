import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { environmentVariables } from "#env.ts";
import { environmentWarnings, misspelledPlace } from "#env-warnings.ts";

const sentences = (sources: Parameters<typeof environmentWarnings>[0]) =>
  environmentWarnings({ file: {}, real: {}, text: "", ...sources }).map(({ message }) => message);

describe("a name that nobody reads", () => {
  it.each([
    ["CRON_SECERT", "CRON_SECRET"],
    ["RESEND_API_KEYY", "RESEND_API_KEY"],
    ["SETRIP_DATADIR", "SETRIP_DATA_DIR"],
    ["app_url", "APP_URL"],
    ["DATABASE-URL", "DATABASE_URL"],
    ["NEXT_SERVER_ACTION_ENCRYPTION_KEY", "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"],
  ])("in .env is named with what was probably meant: %s", (name, meant) => {
    const message = `${name} is read by nobody; did you mean ${meant}?`;
    expect(environmentWarnings({ file: { [name]: "x" }, real: {} })).toEqual([{ variable: name, message, meant }]);
  });

  it("in .env is named also where nothing is near", () => {
    expect(sentences({ file: { COLOUR: "blue" } })).toEqual([
      "COLOUR is read by nobody; .env.example lists what there is",
    ]);
  });

  it("of the real environment is named where it is nearly ours, and only once when PM2 passes .env on", () => {
    const typed = { CRON_SECERT: "x", SETRIP_SPEED: "9" };
    expect(sentences({ real: { ...typed, EDITOR: "vi", LC_ALL: "C", npm_config_yes: "1" } })).toEqual([
      "CRON_SECERT is read by nobody; did you mean CRON_SECRET?",
      "SETRIP_SPEED is read by nobody; .env.example lists what there is",
    ]);
    expect(sentences({ file: typed, real: typed })).toHaveLength(2);
  });

  it("of the real environment may be somebody else's where ours is set", () => {
    expect(sentences({ real: { API_URL: "x" } })).toHaveLength(1);
    expect(sentences({ real: { API_URL: "x", APP_URL: "https://setrip.example" } })).toEqual([]);
  });

  it("is none of those that there are", () => {
    const all = Object.fromEntries(environmentVariables.map((name) => [name, ""]));
    expect(sentences({ file: all, real: { ...all, TZ: "Asia/Jakarta", NODE_ENV: "production" } })).toEqual([]);
  });
});

describe("a line of .env that is not what it looks like", () => {
  it.each([
    ["CRON_SECRET: x\nPORT=1", [".env, line 1: is read by nobody: write NAME=value"]],
    ["# a comment\n\n  export PORT = 1\n=5", [".env, line 4: has no name before the equals sign"]],
    ['A="x\nB=1', [".env, line 1: the value of A begins with a quotation mark that never ends"]],
    [
      "A='x\nB=1\nC='y'\nnothing",
      [
        ".env, line 1: the value of A begins with a quotation mark that ends only in line 3: all between is its value",
        ".env, line 4: is read by nobody: write NAME=value",
      ],
    ],
    [`A="x" # a note\r\nB='[{"key":"bca"}]'\r\nC=it's`, []],
  ])("%j: %j", (text, messages) => expect(sentences({ text })).toEqual(messages));

  it("is told as the parser takes it, and without any value", () => {
    const text = 'CRON_SECRET="hush\nAPP_URL=http://localhost:3000\nRESEND_API_KEY="re_hush"\nPORT 3000\n';
    expect(Object.keys(parseEnv(text))).toEqual(["CRON_SECRET"]);
    expect(sentences({ text })).toHaveLength(2);
    expect(sentences({ text }).join()).not.toContain("hush");
  });
});

describe("a value that can only be a mistake", () => {
  it.each([
    ["CRON_SECRET", "changeme", "is an example"],
    ["CRON_SECRET", "a".repeat(40), "can be guessed"],
    ["CRON_SECRET", "secret", "is a word"],
    ["CRON_SECRET", '"0123456789abcdef"', "has quotation marks"],
    ["RESEND_API_KEY", "re_123456789 abcdef", "contains a blank"],
    ["CRON_SECRET_PREVIOUS", "0123456789abcdef", "is set without CRON_SECRET"],
    ["RESEND_API_KEY", "key_123456789", "is no key of Resend"],
    ["RESEND_API_KEY", "re_123456789 ", "begins or ends with a blank"],
    ["EMAIL_FROM", "SeTrip <halo@your-domain.com>", "is an example"],
    ["ADMIN_ALERT_WEBHOOK_URL", "https://hooks.slack.com/services/T0/B0/x", "is no webhook of Discord"],
    ["ADMIN_ALERT_WEBHOOK_URL", "https://discord.com/channels/1/2", "is no webhook of Discord"],
    ["ADMIN_ALERT_WEBHOOK_URL", "https://discord.com/api/webhooks/…", "is an example"],
    ["APP_URL", "https://setrip.example/id", "has more than scheme, host and port"],
    ["APP_URL", "http://localhost:3001", "names another port"],
  ])("%s=%s", (name, value, what) => {
    const [warning, ...more] = environmentWarnings({ file: { [name]: value }, real: {} });
    expect(warning?.variable).toBe(name);
    expect(warning?.message).toContain(`${name} ${what}`);
    expect(warning?.message).not.toContain(value);
    expect(more).toEqual([]);
  });

  it("is known by the variables beside it", () => {
    const secret = "0123456789abcdef0123456789abcdef";
    expect(sentences({ file: { CRON_SECRET: secret, AUTH_SECRET: secret } })[0]).toContain("the same as AUTH_SECRET");
    expect(sentences({ file: { CRON_SECRET: secret, CRON_SECRET_PREVIOUS: secret } })[0]).toContain("the one before");
    for (const other of ["AUTH_SECRET", "CRON_SECRET"])
      expect(sentences({ file: { [other]: secret, METRICS_TOKEN: secret } })[0]).toContain(
        "a secret of something else",
      );
    const s3 = { S3_ENDPOINT: "https://s3.example/setrip", S3_BUCKET: "setrip" };
    expect(sentences({ file: s3 })[0]).toContain("ends with the bucket's name");
    expect(sentences({ file: { RESEND_API_KEY: "any", RESEND_BASE_URL: "http://127.0.0.1:8025" } })).toEqual([]);
  });

  it("is none of those that are right", () => {
    const right = {
      APP_URL: "https://trip.example",
      AUTH_SECRET: "b7c0a6cf52e94d1f8a5d6c6c7e0f1a2b",
      CRON_SECRET: "0f9e8d7c6b5a49382716058493a2b1c0",
      METRICS_TOKEN: "5d1f0a2b9c8e7f60415263748596a7b8",
      RESEND_API_KEY: "re_9mDk3_abcdefghij",
      EMAIL_FROM: "SeTrip <halo@trip.example>",
      ADMIN_ALERT_WEBHOOK_URL: "https://discord.com/api/webhooks/123456789/abc-DEF_1",
      PLATFORM_BANK_ACCOUNTS: '[{"key":"bca","bank":"BCA","number":"1234567890","holder":"PT Trip"}]',
      PORT: "3100",
    };
    expect(sentences({ file: right })).toEqual([]);
    expect(sentences({ file: { APP_URL: "http://localhost:3100", PORT: "3100" } })).toEqual([]);
  });

  it("nor what .env.example says before anything is filled in", () => {
    expect(sentences({ file: parseEnv(readFileSync(".env.example", "utf8")) })).toEqual([]);
  });
});

describe("a name that is nearly one of those that say where data lies", () => {
  const found = (file: Record<string, string>) => misspelledPlace({ file, real: {}, text: "", set: file })?.message;

  it.each(["DATABSE_URL", "DATABASE_URI", "SETRIP_DATADIR", "S3_BUCKT"])("%s keeps the start from going on", (name) => {
    expect(found({ [name]: "x", APP_URL: "https://trip.example" })).toContain(
      `${name} is read by nobody; did you mean`,
    );
  });

  it("is only a warning beside the right one, and others are no more than that", () => {
    expect(found({ DATABSE_URL: "x", DATABASE_URL: "y" })).toBeUndefined();
    expect(found({ CRON_SECERT: "x", DATABASE_URL: "y" })).toBeUndefined();
  });
});
