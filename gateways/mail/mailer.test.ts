import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { limits } from "#limits.ts";
import { createMailer, type Mailer, mailer, type OutgoingMail } from "./mailer.ts";
import { type MailStandIn, startMailStandIn } from "./stand-in/stand-in.ts";

let standIn: MailStandIn;
afterEach(() => standIn?.stop());

async function start(options: Parameters<typeof startMailStandIn>[0] = {}, totalMs: number = limits.call.totalMs) {
  standIn = await startMailStandIn(options);
  return createMailer({
    apiKey: "re_test",
    baseUrl: standIn.url,
    callsPerSecond: 1_000,
    bounds: { ...limits.call, totalMs },
  });
}

const mailTo = (to: string): OutgoingMail => ({
  from: "SeTrip <halo@setrip.test>",
  to,
  subject: "Halo",
  html: "<p>Halo</p>",
  text: "Halo",
});

describe("a batch", () => {
  it("goes out in one permissive call under its key", async () => {
    const mails = await start();
    const answer = await mails.sendBatch([mailTo("ana@setrip.test"), mailTo("hugo@setrip.test")], { key: "k1" });
    expect(answer).toEqual({
      ok: true,
      accepted: standIn.mails.map(({ id }, index) => ({ index, id })),
      rejected: [],
    });
    expect(standIn.calls).toMatchObject([{ path: "/emails/batch", key: "k1", validation: "permissive" }]);
  });

  it("gives the ids to the mails that were accepted, around the rejected ones", async () => {
    const mails = await start();
    const batch = ["nobody", "ana@setrip.test", "nowhere", "hugo@setrip.test"].map(mailTo);
    expect(await mails.sendBatch(batch, { key: "k1" })).toEqual({
      ok: true,
      accepted: [
        { index: 1, id: standIn.mails[0]!.id },
        { index: 3, id: standIn.mails[1]!.id },
      ],
      rejected: [
        { index: 0, message: expect.stringContaining("Invalid `to` field") },
        { index: 2, message: expect.stringContaining("Invalid `to` field") },
      ],
    });
  });
});

describe("an answer that is no success", () => {
  const answerTo = async (mails: Mailer) => mails.sendBatch([mailTo("ana@setrip.test")], { key: "k1" });

  it("keeps the provider's name and status", async () => {
    const mails = await start();
    standIn.failNext({ kind: "error", name: "daily_quota_exceeded" });
    expect(await answerTo(mails)).toMatchObject({ ok: false, name: "daily_quota_exceeded", statusCode: 429 });
  });

  it("says how long to wait", async () => {
    const mails = await start();
    standIn.failNext({ kind: "error", name: "rate_limit_exceeded", retryAfterSeconds: 2 });
    expect(await answerTo(mails)).toMatchObject({ name: "rate_limit_exceeded", retryAfterMs: 2_000 });
  });

  it("has no status when whoever answers changes the protocol, and the next mail goes its way", async () => {
    const proxy = createServer((request) => {
      request.socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const mails = createMailer({ apiKey: "re_test", baseUrl, callsPerSecond: 1_000 });
    const results = await Promise.all([answerTo(mails), answerTo(mails)]);
    proxy.closeAllConnections();
    proxy.close();
    for (const result of results)
      expect(result).toMatchObject({ ok: false, name: "application_error", statusCode: null, retryAfterMs: null });
  });

  it.each(["cut", "silence", "endless"] as const)(
    "has no status after %s: nobody knows what happened",
    async (kind) => {
      const mails = await start({}, 200);
      standIn.failNext({ kind, when: "after" });
      expect(await answerTo(mails)).toMatchObject({ ok: false, name: "application_error", statusCode: null });
    },
  );

  it("is unknown as well when an answer of 200 lacks the ids", async () => {
    const mails = await start();
    standIn.failNext({ kind: "html", statusCode: 200 });
    expect(await answerTo(mails)).toMatchObject({ ok: false, statusCode: null });
  });

  it.each([
    "null",
    "[]",
    '{"data":[null],"errors":[]}',
    '{"data":[{"id":7}]}',
    '{"data":[],"errors":[{"index":3,"message":"Invalid `to` field"}]}',
    '{"data":[{"id":"a"}],"errors":[{"index":3,"message":"Invalid `to` field"}]}',
  ])("is unknown, too, when 200 comes with %s", async (body) => {
    const proxy = createServer((_, response) => response.setHeader("content-type", "application/json").end(body));
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const answer = await answerTo(createMailer({ apiKey: "re_test", baseUrl, callsPerSecond: 1_000 }));
    proxy.closeAllConnections();
    proxy.close();
    expect(answer).toMatchObject({ ok: false, statusCode: null });
  });

  it.each([
    ["a proxy's JSON without the provider's fields", 502, '{"error":"bad gateway"}', "application_error", 502],
    ["a name that is no name", 422, '{"name":{"a":1},"message":7,"statusCode":"200"}', "application_error", 422],
    ["a list", 403, "[]", "application_error", 403],
    ["a page", 429, "<html>", "application_error", 429],
  ])("has the status that really came with %s", async (_, status, body, name, statusCode) => {
    const proxy = createServer((__, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const answer = await answerTo(createMailer({ apiKey: "re_test", baseUrl, callsPerSecond: 1_000 }));
    proxy.closeAllConnections();
    proxy.close();
    expect(answer).toMatchObject({ ok: false, name, statusCode, message: expect.stringContaining(String(status)) });
  });

  /** What neither PostgreSQL nor a log takes, around and within words. */
  const poison = "\0\ud800 a\0b\udfff \u202e\u0007c\r\nd \ud83d";

  it.each([
    ["a refusal", 422, { name: "validation_\0error", message: poison }],
    ["a success with a refused mail", 200, { data: [], errors: [{ index: 0, message: poison }] }],
    ["words of nothing else", 422, { name: "\0", message: "\0\ud800" }],
    ["a success with words of nothing else", 200, { data: [], errors: [{ index: 0, message: "\0" }] }],
    ["words without end", 422, { name: "x".repeat(9_000), message: "\0x".repeat(9_000) }],
    ["an id", 200, { data: [{ id: poison }], errors: [] }],
    ["an id of nothing else", 200, { data: [{ id: "\0" }], errors: [] }],
    ["an id without end", 200, { data: [{ id: "x".repeat(100_000) }], errors: [] }],
  ])("is cleaned of what cannot be recorded: %s", async (_, status, body) => {
    const proxy = createServer((__, response) => response.writeHead(status).end(JSON.stringify(body)));
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const answer = await answerTo(createMailer({ apiKey: "re_test", baseUrl, callsPerSecond: 1_000 }));
    proxy.closeAllConnections();
    proxy.close();
    expect(answer.ok).toBe(status === 200);
    const texts = answer.ok
      ? [...answer.accepted.map(({ id }) => id), ...answer.rejected.map(({ message }) => message)]
      : [answer.name, answer.message];
    for (const text of texts) {
      expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Cf}]/u);
      expect(text.length).toBeLessThanOrEqual(500);
    }
    if (!answer.ok) expect([answer.name, answer.message]).not.toContain("");
    else expect(answer.accepted.length + answer.rejected.length).toBe(1);
  });

  it("is told apart when the call was never made", async () => {
    const mails = await start();
    const answer = await mails.sendBatch([mailTo("ana@setrip.test")], { key: "k1", signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ ok: false, name: "not_sent" });
    expect(standIn.calls).toEqual([]);
  });
});

it("keeps to the limit that the provider's answers tell, also when ours is higher", async () => {
  const mails = await start({ callsPerSecond: 3 });
  const send = (key: string) => mails.sendBatch([mailTo("ana@setrip.test")], { key });
  expect(await Promise.all(["k1", "k2", "k3"].map(send))).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);

  const stop = new AbortController();
  const fourth = mails.sendBatch([mailTo("ana@setrip.test")], { key: "k4", signal: stop.signal });
  stop.abort();
  expect(await fourth).toMatchObject({ ok: false, name: "not_sent" });
  expect(standIn.refusedForRate).toBe(0);
});

it("is not there without a key in the environment", () => {
  expect(mailer()).toBeUndefined();
});
