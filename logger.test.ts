import { describe, expect, it } from "vitest";
import { cronLogger, logger, redactLine } from "#logger.ts";

describe("a log line never carries", () => {
  it.each([
    ["a bearer token", { headers: "Authorization: Bearer abc.def-123" }, "abc.def-123"],
    ["a secret by its name", { cronSecret: "open sesame" }, "open sesame"],
    ["a variable's value", { CRON_SECRET: "open sesame", AUTH_SECRET_PREVIOUS: "x" }, "open sesame"],
    ["a key by its name", { "x-api-key": "open sesame" }, "open sesame"],
    ["a token by its name", { access_token: "open sesame" }, "open sesame"],
    ["a password", { password: 'with "quotes" in it' }, "quotes"],
    ["a cookie", { cookie: "session=1234" }, "session=1234"],
    ["a provider's key", { message: "invalid key re_AbCd1234_xyz" }, "AbCd1234"],
    ["a database password", { url: "postgresql://setrip:hunter2@127.0.0.1:5432/setrip" }, "hunter2"],
    ["a webhook's secret path", { url: "https://discord.com/api/webhooks/123/abc-DEF" }, "abc-DEF"],
    ["a one-time link's token", { url: "https://setrip.example/atur-sandi?token=abc123&x=1" }, "abc123"],
    ["a mail address", { message: "no such mailbox: ana.travels@mail.example" }, "ana.travels"],
  ])("%s", (_, fields, secret) => {
    const line = redactLine(JSON.stringify({ level: "info", ...fields, msg: "hello" }));
    expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ level: "info", msg: "hello" });
  });
});

it("what is no secret stays", () => {
  const line = JSON.stringify({ ids: ["0199-ab"], completed: 2, url: "https://setrip.example/trip/rinjani?page=2" });
  expect(redactLine(line)).toBe(line);
});

it("every line about cron jobs contains the word cron", () => {
  expect(cronLogger.bindings()).toEqual({ scope: "cron" });
  expect(logger.bindings()).toEqual({});
});
