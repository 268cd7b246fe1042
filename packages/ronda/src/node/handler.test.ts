import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { nodeHandler } from "./node.ts";
import { mostBodyBytes } from "./request.ts";

type Parsed = IncomingMessage & { body?: unknown; originalUrl?: string; protocol?: string };
type Middleware = (incoming: Parsed, outgoing: ServerResponse) => Promise<void> | void;
type Answer = (request: Request, incoming: Parsed) => Response | Promise<Response>;

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** A server of Node's own that answers through the handler, after what stands `before` it. */
async function serve(answer: Answer, before: Middleware = () => {}, next?: (error: unknown) => void): Promise<string> {
  const handler = nodeHandler(answer);
  const server = createServer(async (incoming, outgoing) => {
    await before(incoming, outgoing);
    const fail = (error: unknown) => {
      next?.(error);
      outgoing.end();
    };
    await handler(incoming, outgoing, next && fail);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closings.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const echo: Answer = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    type: request.headers.get("content-type"),
    length: request.headers.get("content-length"),
    body: await request.text(),
  });

/** Sends lines as they are, which no client of the standard library would; gives all that comes back. */
async function sendRaw(url: string, lines: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(lines);
  return await text(socket);
}

/** Reads the body as `express.json()` and `express.urlencoded()` do. */
const parse =
  (read: (body: string) => unknown): Middleware =>
  async (incoming) => {
    incoming.body = read(await text(incoming));
  };

describe("a request", () => {
  it("keeps its method, address, headers and body", async () => {
    const url = await serve(echo);
    const response = await fetch(`${url}/api/cron/a?x=1`, { method: "POST", body: "Ana" });
    expect(await response.json()).toMatchObject({ method: "POST", url: `${url}/api/cron/a?x=1`, body: "Ana" });
  });

  it.each([
    ["JSON", "application/json", '{"trip":1}', JSON.parse],
    ["a form", "application/x-www-form-urlencoded", "a=1&b=2&b=3", () => ({ a: "1", b: ["2", "3"] })],
    ["bytes", "application/octet-stream", "Ana", Buffer.from],
    ["text", "text/plain", "Ana", String],
    ["nothing that the parser left", "text/plain", "", () => undefined],
  ])("has its body also where a parser has read it before: %s", async (_, type, sent, read) => {
    const url = await serve(echo, parse(read));
    const response = await fetch(url, { method: "POST", body: sent || "x", headers: { "content-type": type } });
    expect(await response.json()).toMatchObject({ type, body: sent, length: null });
  });

  it("has the whole address under a router that is mounted on a path, and the protocol that Express believes", async () => {
    const url = await serve(echo, (incoming) => {
      Object.assign(incoming, { originalUrl: `/api${incoming.url}`, protocol: "https" });
    });
    expect(await (await fetch(`${url}/cron/a`)).json()).toMatchObject({
      url: `${url.replace("http:", "https:")}/api/cron/a`,
    });
  });

  it.each([
    ["//eve.example/api/cron/a", "ana.example:80", "http://ana.example//eve.example/api/cron/a"],
    ["http://eve.example/api/cron/a?x=1", "ana.example", "http://ana.example/api/cron/a?x=1"],
    ["/api/cron/a", "ana/b\\c@eve", "http://localhost/api/cron/a"],
    ["/api/cron/a", "[::1]:3000", "http://[::1]:3000/api/cron/a"],
    ["*", "ana.example", "http://ana.example/"],
  ])("reads the path of %s sent to the host %s", async (target, host, expected) => {
    const url = await serve(echo);
    const method = target === "*" ? "OPTIONS" : "GET";
    const answer = await sendRaw(url, `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toContain(`"url":${JSON.stringify(expected)}`);
  });

  it("of a method that a Request cannot have is refused", async () => {
    const url = await serve(echo);
    expect(await sendRaw(url, "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe("a body", () => {
  const large = "a".repeat(mostBodyBytes + 1);

  it("of 64 KiB is taken", async () => {
    const url = await serve(async (request) => new Response(String((await request.text()).length)));
    const response = await fetch(url, { method: "POST", body: large.slice(1) });
    expect(await response.text()).toBe(String(mostBodyBytes));
  });

  it.each([
    ["says so before", { "content-length": String(large.length) }],
    ["does not say so", { "transfer-encoding": "chunked" }],
  ])("that is larger and %s is answered with 413", async (_, headers) => {
    const url = await serve(echo);
    const request = httpRequest(url, { method: "POST", headers });
    request.on("error", () => {});
    request.write(large);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect([response.statusCode, JSON.parse(await text(response))]).toEqual([
      413,
      { error: "The body is larger than 65536 bytes" },
    ]);
    request.destroy();
  });

  it("is not read before it is asked for: who may not come in is told so at once", async () => {
    const url = await serve(() => new Response("Unauthorized", { status: 401 }));
    const request = httpRequest(url, { method: "POST", headers: { "content-length": "10" } });
    request.on("error", () => {});
    request.flushHeaders();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
    request.destroy();
  });

  it("that a parser has let through is held to the same bound", async () => {
    const url = await serve(echo, parse(JSON.parse));
    const body = JSON.stringify({ large });
    const response = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    expect(response.status).toBe(413);
  });

  it("that never comes whole harms nothing", async () => {
    const next = vi.fn();
    const [arrived, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const watch: Middleware = (incoming) => {
      arrived.resolve();
      incoming.once("close", left.resolve);
    };
    const url = await serve(echo, watch, next);
    const request = httpRequest(url, { method: "POST", headers: { "content-length": "10" } });
    request.on("error", () => {});
    request.write("Ana");
    await arrived.promise;
    request.destroy();
    await left.promise;
    expect(next).not.toHaveBeenCalled();
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("a response", () => {
  it("has its status, its headers beside the host's, every cookie and its body", async () => {
    const url = await serve(
      () => {
        const headers = new Headers({ "x-ronda": "yes" });
        headers.append("set-cookie", "b=2");
        headers.append("set-cookie", "c=3");
        return new Response("created", { status: 201, headers });
      },
      (_, outgoing) => void outgoing.setHeader("x-host", "yes").setHeader("set-cookie", "a=1"),
    );
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([201, "created"]);
    expect(Object.fromEntries(response.headers)).toMatchObject({ "x-ronda": "yes", "x-host": "yes" });
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2", "c=3"]);
  });

  it("without a body ends", async () => {
    const url = await serve(() => new Response(null, { status: 204, headers: { allow: "GET" } }));
    const response = await fetch(url, { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET"]);
  });

  it("that fails on its way cuts the connection instead of passing for whole", async () => {
    const next = vi.fn();
    const broken = () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode("half")),
          pull: (controller) => controller.error(new Error("the other half is gone")),
        }),
      );
    const url = await serve(broken, undefined, next);
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
  });
});

describe("what is thrown", () => {
  it("is the host's, where it gives a next", async () => {
    const next = vi.fn();
    const failure = new Error("thrown by the answer");
    const url = await serve(() => Promise.reject(failure), undefined, next);
    await fetch(url);
    expect(next).toHaveBeenCalledExactlyOnceWith(failure);
  });

  it("is answered with 500 and without its words where there is nobody else", async () => {
    const url = await serve(() => {
      throw new Error("password of the database");
    });
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([500, { error: "Internal Server Error" }]);
  });
});

it("what a client has started goes on when it leaves", async () => {
  const started = Promise.withResolvers<Request>();
  const left = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<string>();
  const url = await serve(
    async (request) => {
      started.resolve(request);
      await left.promise;
      finished.resolve(request.signal.aborted ? "aborted" : "done");
      return new Response("done");
    },
    (incoming) => void incoming.socket.once("close", left.resolve),
  );
  const leaving = new AbortController();
  const call = fetch(url, { method: "POST", signal: leaving.signal }).catch(() => "left");
  await started.promise;
  leaving.abort();
  expect(await call).toBe("left");
  expect(await finished.promise).toBe("done");
  expect((await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(20_000) })).status).toBe(200);
});
