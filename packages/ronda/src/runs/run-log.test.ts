import { expect, it } from "vitest";
import { redactor } from "../record/redact.ts";
import { testLogger } from "../testing/engine.ts";
import { expectLinear } from "../testing/linear.ts";
import { openRunLog } from "./run-log.ts";

function openLog() {
  const logger = testLogger();
  const clock = () => new Date(0);
  const book = openRunLog({
    jobName: "send-receipts",
    runId: "1",
    logger,
    redact: redactor(["the-cron-secret"]),
    clock,
  });
  return { ...book, logger };
}

const many = (size: number) => Array.from({ length: size }, (_, index) => `item-${index}`);

it.each<[string, (size: number) => [unknown, unknown?]]>([
  ["a long message", (size) => ["a.".repeat(size)]],
  ["a message that is no text", (size) => [many(size)]],
  ["fields with a long text", (size) => ["sent", { body: "a.".repeat(size) }]],
  ["fields with a long list", (size) => ["sent", { ids: many(size) }]],
  ["many fields", (size) => ["sent", Object.fromEntries(many(size).map((key) => [key, key]))]],
  ["an error with a long message", (size) => ["failed", new Error("a.".repeat(size))]],
  [
    "fields with an error with long lists",
    (size) => ["failed", { error: Object.assign(new Error("x"), { ids: many(size) }) }],
  ],
  ["an error that is a long list", (size) => ["failed", new Error("x", { cause: many(size) })]],
])("a line is cut before it is worked on: %s", (_what, make) => {
  expectLinear((size) => {
    const [message, details] = make(size);
    const { log, lines, logger } = openLog();
    return () => {
      for (let time = 0; time < 3; time++) log.error(message as string, details as object);
      for (const line of lines()) expect(line.message.length).toBeLessThanOrEqual(2000);
      for (const { message: shown } of logger.lines) expect(shown.length).toBeLessThanOrEqual(2000);
    };
  }, 25_000);
});

it.each<[string, unknown[], string | RegExp]>([
  ["alone", [new Error("boom", { cause: new Error("the-cron-secret") })], "boom: [redacted]"],
  ["before fields", [new TypeError("boom"), { receipt: 7 }], 'boom {"receipt":7}'],
  ["before another", [new Error("boom"), new Error("bang")], "boom: bang"],
  ["in fields, as pino takes them", [{ error: new Error("boom") }, "not sent"], '{"error":"boom"} "not sent"'],
])("an error that stands first is told with its stack: %s", (_where, given, message) => {
  const { log, lines, logger } = openLog();
  (log.error as (...given: unknown[]) => void)(...given);
  expect(lines()).toMatchObject([{ level: "error", message, stack: expect.stringMatching(/Error: boom\n +at /) }]);
  expect(logger.lines).toMatchObject([{ message, fields: { stack: expect.stringContaining("boom") } }]);
  expect(JSON.stringify([lines(), logger.lines])).not.toContain("the-cron");
});

it("ten thousand lines keep 500 and count the others", () => {
  const { log, lines } = openLog();
  for (let line = 0; line < 10_000; line++) log.info("sent", { line });
  expect(lines()).toHaveLength(501);
  expect(lines().at(-1)!.message).toBe("9500 more lines were dropped");
});

it("no part of a secret is kept where a line is cut", () => {
  const { log, lines } = openLog();
  for (let lead = 1900; lead < 2100; lead++)
    log.info(`${"x".repeat(lead)} the-cron-secret`, { more: "the-cron-secret" });
  expect(JSON.stringify(lines())).not.toContain("the-cron");
});
