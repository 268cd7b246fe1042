import { describe, expect, it } from "vitest";
import { describeFailure } from "./failure.ts";
import { redactor } from "./redact.ts";

const redact = redactor(["the-cron-secret"]);
const messageOf = (thrown: unknown) => describeFailure(thrown, redact).message;

/** What JSON says of a circle, in words of several lines, and what was made of it. */
function circle(): Error {
  const value: Record<string, unknown> = {};
  value.self = value;
  try {
    JSON.stringify(value);
  } catch (cause) {
    return new Error(`no JSON: ${(cause as Error).message.split("\n")[0]}`, { cause });
  }
  throw new Error("it was written as JSON");
}

describe("a message", () => {
  it("has none of the marks that nobody sees and that turn a line around", () => {
    expect(messageOf(new Error("Discord answered 400: a\u202e evil\u2066\u200b\ufeff words"))).toBe(
      "Discord answered 400: a evil words",
    );
  });

  it("joins the chain of causes, each once", () => {
    const root = new Error("socket closed");
    expect(messageOf(new Error("mail 3 not sent", { cause: new Error("provider away", { cause: root }) }))).toBe(
      "mail 3 not sent: provider away: socket closed",
    );
    expect(messageOf(new Error("failed: socket closed", { cause: root }))).toBe("failed: socket closed");
  });

  it.each([
    ["what JSON says of a circle, whose first line its wrapper took over", circle()],
    ["a cause further down", new Error("a: b: c", { cause: new Error("d", { cause: new Error("b") }) })],
    ["the same error wrapped in itself", new Error("mail away", { cause: new Error("mail away") })],
  ])("says nothing twice: %s", (_what, thrown) => {
    const { message, stack } = describeFailure(thrown, redact);
    for (const part of ["Converting circular", "b", "mail away"]) expect(message.split(part).length).toBeLessThan(3);
    expect(message).toContain(thrown.message);
    expect(stack).toContain("Caused by: ");
  });

  it("keeps a cause whose first line is only like the end of another message", () => {
    const cause = new Error("lost\nat line 7");
    expect(messageOf(new Error("connection lost", { cause }))).toBe("connection lost: lost\nat line 7");
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
