import { describe, expect, it } from "vitest";
import { describeFailure } from "./failure.ts";
import { redactor } from "./redact.ts";

const redact = redactor(["the-cron-secret"]);
const messageOf = (thrown: unknown) => describeFailure(thrown, redact).message;

describe("a message", () => {
  it("joins the chain of causes, each once", () => {
    const root = new Error("socket closed");
    expect(messageOf(new Error("mail 3 not sent", { cause: new Error("provider away", { cause: root }) }))).toBe(
      "mail 3 not sent: provider away: socket closed",
    );
    expect(messageOf(new Error("failed: socket closed", { cause: root }))).toBe("failed: socket closed");
  });

  it("ends although two errors are each other's cause", () => {
    const one: Error = new Error("one");
    one.cause = new Error("other", { cause: one });
    expect(messageOf(one)).toBe("one: other");
  });

  it.each([
    ["a text", "broken", '"broken" was thrown, which is not an Error'],
    ["an object", { code: 7 }, '{"code":7} was thrown, which is not an Error'],
    ["nothing", undefined, "undefined was thrown, which is not an Error"],
    ["an error without a text", Object.assign(new Error(""), { code: "ECONNRESET" }), "ECONNRESET"],
    [
      "several errors without a text of their own",
      new AggregateError([
        new Error("connect ECONNREFUSED ::1:5432"),
        new Error("connect ECONNREFUSED 127.0.0.1:5432"),
      ]),
      "connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432",
    ],
  ])("is made of %s too", (_what, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });

  it("leaves out the values of a failed query, and keeps what the database said", () => {
    const text = 'Failed query: insert into "User" values ($1)\nparams: ana@example.com,reset-token';
    const query = Object.assign(new Error(text, { cause: new Error("duplicate key") }), {
      params: ["ana@example.com"],
    });
    const failure = describeFailure(query, redact);
    expect(failure.message).toBe('Failed query: insert into "User" values ($1): duplicate key');
    expect(failure.stack).not.toMatch(/ana@example|reset-token/);
    expect(failure.stack).toContain("failure.test.ts");
  });

  it("is cut at 2,000 characters without cutting one in half", () => {
    const { message } = describeFailure(new Error("🚨".repeat(2000)), redact);
    expect(message.length).toBeLessThanOrEqual(2000);
    expect(message.isWellFormed()).toBe(true);
  });
});

it("a stack shows every cause and the members of an aggregate", () => {
  const { stack } = describeFailure(
    new Error("batch failed", { cause: new AggregateError([new Error("row 1"), new Error("row 2")], "two rows") }),
    redact,
  );
  expect(stack).toMatch(
    /^Error: batch failed\n[\s\S]+Caused by: AggregateError: two rows\n[\s\S]+\* Error: row 1[\s\S]+\* Error: row 2/,
  );
});

describe("secrets", () => {
  it.each([
    ["the configured ones", "sent the-cron-secret to x", "sent [redacted] to x"],
    ["an Authorization header", "authorization: Basic dXNlcjpwYXNz, next", "authorization: [redacted], next"],
    ["an Authorization header in JSON", '{"Authorization":"Bearer abc"}', '{"Authorization":"[redacted]"}'],
    ["a Bearer value by itself", "curl with Bearer abc.def-123 failed", "curl with Bearer [redacted] failed"],
    ["a password in an address", "postgresql://bakery:hunter2@db:5432/x", "postgresql://[redacted]@db:5432/x"],
    ["a Discord address", "https://discord.com/api/webhooks/12/tok-en", "https://discord.com/api/webhooks/[redacted]"],
    ["a named password", "password=hunter2&x=1", "password=[redacted]&x=1"],
  ])("are removed: %s", (_what, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    "The bearer of bad news",
    "3 secrets were rotated",
    "mail to ana@example.com",
    "https://bakery.example/trips/7",
  ])("are not seen where there are none: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});
