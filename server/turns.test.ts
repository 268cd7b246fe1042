import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { env } from "#env.ts";
import { limits } from "#limits.ts";
import { leavePlace, waitingOutside } from "#request-place.ts";
import { refusedHeader } from "#unavailable-marks.ts";
import { inTurns, type Turn } from "./turns.ts";

const { atOnce, atOncePerPerson, mostWaitingPerPerson } = limits.turns.of.pages;

let server: Server;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  vi.restoreAllMocks();
});

const connections = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

type Begun = { path: string; headers: IncomingHttpHeaders; turn: Turn; end: () => void };

/** A front whose work ends when it is told to, and what it has begun with so far. */
async function opened(begin: () => void = () => {}) {
  const begun: Begun[] = [];
  const worked = inTurns(
    ({ url: path = "", headers }, response, turn) =>
      new Promise((resolve) => {
        response.once("close", resolve);
        begun.push({ path, headers, turn, end: () => response.end("done") });
        begin();
      }),
  );
  server = createServer((request, response) => void worked(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, { from = "203.0.113.7", method = "GET", ...headers }: Record<string, string> = {}) => {
    const asking = httpRequest({ port, path, method, agent: false, headers: { "x-real-ip": from, ...headers } });
    asking.on("error", () => {});
    const response = once(asking.end(), "response").then(async ([got]) => {
      const body = Buffer.concat(await got.toArray()).toString();
      return { status: got.statusCode as number, headers: got.headers as Record<string, string>, body };
    });
    response.catch(() => {});
    return { response, leave: () => asking.destroy() };
  };
  const askMany = (count: number, from?: string) => Array.from({ length: count }, () => ask("/", from ? { from } : {}));
  return { begun, ask, askMany };
}

describe("of more requests than are worked on at once", () => {
  it("those of one network leave places to others, and each that ends lets another in", async () => {
    const { begun, ask, askMany } = await opened();
    askMany(atOncePerPerson + 3);
    await expect.poll(() => begun.length).toBe(atOncePerPerson);
    const other = ask("/other", { from: "2001:db8:1:2::9" });
    await expect.poll(() => begun.at(-1)!.path).toBe("/other");
    begun.at(-1)!.end();
    expect((await other.response).status).toBe(200);
    begun[0]!.end();
    await expect.poll(() => begun.length).toBe(atOncePerPerson + 2);
    expect(begun.at(-1)!.turn.waitedMs).toBeGreaterThan(0);
  });

  it("an IPv6 network counts as one", async () => {
    const { begun, ask } = await opened();
    for (let at = 0; at < atOnce; at++) ask("/", { from: `2001:db8:1:2::${at}` });
    await expect.poll(() => begun.length).toBe(atOncePerPerson);
    ask("/other", { from: "2001:db8:1:3::1" });
    await expect.poll(() => begun.at(-1)!.path).toBe("/other");
    expect(begun).toHaveLength(atOncePerPerson + 1);
  });

  it("those beyond the queue are told at once in words to come again, a browser comes by itself", async () => {
    const { begun, ask, askMany } = await opened();
    askMany(atOncePerPerson + mostWaitingPerPerson);
    await expect.poll(() => begun.length).toBe(atOncePerPerson);
    const askedMs = performance.now();
    const [page, program, action] = await Promise.all([
      ask("/", { accept: "text/html", "accept-language": "en" }).response,
      ask("/").response,
      ask("/", { "next-action": "60aa" }).response,
    ]);
    expect(performance.now() - askedMs).toBeLessThan(limits.turns.mostWaitMs);
    expect(page).toMatchObject({ status: 503, body: expect.stringMatching(/http-equiv="refresh"[\s\S]*very busy/) });
    expect(page.headers["retry-after"]).toBe(String(limits.turns.retryAfterSeconds));
    expect(JSON.parse(program.body)).toEqual({ error: "crowded", message: expect.stringContaining("sangat ramai") });
    expect(action.headers[refusedHeader]).toBe("crowded");
  });

  it("none waits longer than a moment", async () => {
    const { begun, ask, askMany } = await opened();
    askMany(atOncePerPerson);
    await expect.poll(() => begun.length).toBe(atOncePerPerson);
    expect((await ask("/").response).status).toBe(503);
  });

  it("those that went away are never begun", async () => {
    const { begun, askMany } = await opened();
    askMany(atOncePerPerson);
    await expect.poll(() => begun.length).toBe(atOncePerPerson);
    const gone = askMany(50);
    await expect.poll(() => connections()).toBe(atOncePerPerson + 50);
    for (const { leave } of gone) leave();
    await expect.poll(() => connections()).toBe(atOncePerPerson);
    const stayed = askMany(1);
    for (const { end } of begun) end();
    await expect.poll(() => begun.length).toBeGreaterThan(atOncePerPerson);
    begun.at(-1)!.end();
    expect((await stayed[0]!.response).status).toBe(200);
    expect(begun.length).toBeLessThan(atOncePerPerson + 50);
  });
});

describe("a place is another's", () => {
  it("when its request says that it only waits from now on", async () => {
    let left = 0;
    const { begun, askMany } = await opened(() => {
      begun.at(-1)!.turn.onLeave = () => {
        left += 1;
      };
      leavePlace();
    });
    askMany(3 * atOnce);
    await expect.poll(() => begun.length).toBe(3 * atOnce);
    expect(left).toBe(3 * atOnce);
  });

  it("when its request has waited for the database for a moment", async () => {
    const { begun, askMany } = await opened();
    askMany(atOncePerPerson + 1);
    await expect.poll(() => begun.length).toBe(atOncePerPerson);
    for (const { turn } of begun) turn.isIdle = () => true;
    await expect.poll(() => begun.length).toBe(atOncePerPerson + 1);
  });
});

it("a place is another's when its request has waited for a store or another service for a moment", async () => {
  const answers: (() => void)[] = [];
  const { begun, askMany } = await opened(() => {
    void waitingOutside(() => new Promise<void>((resolve) => void answers.push(resolve)));
  });
  askMany(atOncePerPerson + 1);
  await expect.poll(() => begun.length).toBe(atOncePerPerson + 1);
  expect(answers.length).toBe(atOncePerPerson + 1);
});

it("the page that Next asks for within an action needs no place of its own, and nobody else can say that it is one", async () => {
  const { begun, ask, askMany } = await opened();
  const action = { "next-action": "60aa", "x-setrip-inner": "made up" };
  ask("/action", action);
  await expect.poll(() => begun.length).toBe(1);
  const { "x-setrip-inner": word = "" } = begun[0]!.headers as Record<string, string>;
  askMany(atOncePerPerson - 1);
  await expect.poll(() => begun.length).toBe(atOncePerPerson);
  ask("/inner", { "x-setrip-inner": word });
  await expect.poll(() => begun.at(-1)!.path).toBe("/inner");
  expect(begun.at(-1)!.headers).not.toHaveProperty("x-setrip-inner");
  expect((await ask("/", action).response).status).toBe(503);
});

it("the host's triggers wait for nobody, its checks and files not for pages; what only looks like them does", async () => {
  vi.spyOn(await import("#env.ts"), "env").mockReturnValue({ ...env(), CRON_SECRET: "the secret" });
  const { begun, ask, askMany } = await opened();
  askMany(atOncePerPerson);
  await expect.poll(() => begun.length).toBe(atOncePerPerson);
  ask("/api/health/ready");
  await expect.poll(() => begun.at(-1)!.path).toBe("/api/health/ready");
  ask("/_next/static/a.js");
  await expect.poll(() => begun.at(-1)!.path).toBe("/_next/static/a.js");
  ask("/api/cron/prune", { authorization: "Bearer the secret" });
  await expect.poll(() => begun.at(-1)!.path).toBe("/api/cron/prune");
  const pages = [
    ask("/api/cron/prune", { authorization: "Bearer another" }),
    ask("/metrics/none"),
    ask("/api/health/none"),
    ask("/metrics", { method: "POST" }),
    ask("/foto/none", { method: "POST" }),
  ];
  for (const { response } of pages) expect((await response).status).toBe(503);
});
