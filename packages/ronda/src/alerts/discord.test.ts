import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Alert } from "../types.ts";
import { discord, discordText } from "./discord.ts";

const alert: Alert = {
  app: "bakery",
  jobName: "auto-complete-trips",
  kind: "opened",
  status: "FAILED",
  message: "trip 7 broke",
  runId: "019ab3a0-0000-7000-8000-000000000001",
  at: new Date("2026-11-23T18:00:04Z"),
  streak: 1,
};

const never = new AbortController().signal;
let server: Server | undefined;
afterEach(() => void server?.close());

/** A webhook on loopback that answers with these statuses in turn, and keeps what it was sent. */
async function webhook(...answers: ((response: ServerResponse) => void)[]) {
  const received: { content: string; allowed_mentions: unknown }[] = [];
  server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks = await request.toArray();
    received.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    answers[Math.min(received.length, answers.length) - 1]!(response);
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/webhooks/1/token-of-the-webhook`, received };
}

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end();

it("says an app's own text instead, cut to what Discord takes", async () => {
  const { url, received } = await webhook(status(204));
  const text = ({ jobName }: Alert) => `${jobName} ist ausgefallen. ${"x".repeat(3000)}`;
  await discord({ url, text }).send(alert, never);
  expect(received[0]!.content).toMatch(/^auto-complete-trips ist ausgefallen\. x+…$/);
  expect(received[0]!.content).toHaveLength(2000);
});

it("starts with 🚨 and names app, job, status, error, run and time, and where to look", () => {
  expect(discordText(alert, "https://bakery.example/admin/system")).toBe(
    [
      "🚨 **bakery** cron `auto-complete-trips` FAILED",
      "```",
      "trip 7 broke",
      "```",
      "Run `019ab3a0-0000-7000-8000-000000000001` · 2026-11-23 18:00:04 UTC",
      "https://bakery.example/admin/system",
    ].join("\n"),
  );
});

it("says how many failed in a row", () => {
  expect(discordText({ ...alert, streak: 3 })).toContain("FAILED (3 in a row)");
  expect(discordText({ ...alert, streak: 48, kind: "reminder" })).toContain("FAILED (still: 48 in a row)");
});

it.each(["x", "é", "🚨", "a🚨", "``` "])(
  "stays within 2,000 characters for a message of many %s, and cuts none in half",
  (piece) => {
    const text = discordText({ ...alert, message: piece.repeat(3000) }, "https://bakery.example/admin/system");
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text.length).toBeGreaterThan(1990);
    expect(text.isWellFormed()).toBe(true);
    expect(text.split("```")).toHaveLength(3);
    expect(text).toContain("https://bakery.example/admin/system");
  },
);

it("posts the text, and mentions nobody whatever an error says", async () => {
  const { url, received } = await webhook(status(204));
  await discord({ url }).send({ ...alert, message: "@everyone <@1234>" }, never);
  expect(received).toEqual([{ content: expect.stringContaining("@everyone"), allowed_mentions: { parse: [] } }]);
});

it("waits as long as a rate limit says, and sends once more", async () => {
  const { url, received } = await webhook(status(429, { "retry-after": "0.05" }), status(204));
  await discord({ url }).send(alert, never);
  expect(received).toHaveLength(2);
});

it("fails when Discord refuses, without the address in the error", async () => {
  const { url } = await webhook(status(404));
  await expect(discord({ url }).send(alert, never)).rejects.toThrow(/^Discord answered 404$/);
});

it("fails when nobody listens, without the address in the error", async () => {
  const { url } = await webhook(status(204));
  await new Promise((resolve) => server!.close(resolve));
  const error = await discord({ url })
    .send(alert, never)
    .catch((thrown: Error) => thrown);
  expect(String(error)).toBe("DiscordError: Discord could not be reached (ECONNREFUSED)");
  expect(String((error as Error).stack)).not.toContain("token-of-the-webhook");
});

it("gives up when it is told to while it waits for the rate limit", async () => {
  const { url } = await webhook(status(429, { "retry-after": "30" }));
  const controller = new AbortController();
  const sending = discord({ url }).send(alert, controller.signal);
  server!.once("request", () => setImmediate(() => controller.abort()));
  await expect(sending).rejects.toThrow(/Discord/);
});

it("does not follow a redirection, which might lead the message elsewhere", async () => {
  const { url, received } = await webhook(status(307, { location: "http://127.0.0.1:9/elsewhere" }));
  await expect(discord({ url }).send(alert, never)).rejects.toThrow("Discord answered 307");
  expect(received).toHaveLength(1);
});

it("reads nothing of an answer that does not end", async () => {
  const { url } = await webhook((response) => void response.writeHead(200).write("x".repeat(100_000)));
  await discord({ url }).send(alert, never);
  server!.closeAllConnections();
});
