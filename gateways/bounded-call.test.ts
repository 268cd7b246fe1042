import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { limits } from "#limits.ts";
import { boundedCall, CallError } from "./bounded-call.ts";

let server: Server | undefined;
afterEach(() => {
  if (server && "closeAllConnections" in server) (server as ReturnType<typeof createServer>).closeAllConnections();
  server?.close();
});

async function listen(started: Server, scheme = "http"): Promise<URL> {
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return new URL(`${scheme}://127.0.0.1:${(started.address() as AddressInfo).port}/emails?a=1`);
}
const serve = (listener: RequestListener) => listen(createServer(listener));
const get = { method: "GET", headers: {} };
const quick = { connectMs: 300, totalMs: 300, mostBytes: 1_000 };

/** How a call ends that must not succeed. */
async function failure(call: Promise<unknown>): Promise<CallError> {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CallError);
  return error as CallError;
}

it("gives back status, headers and text of whatever comes", async () => {
  const seen: string[] = [];
  const url = await serve(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push(`${request.method} ${request.url} ${request.headers["x-key"]} ${body}`);
    response.writeHead(418, { "x-kind": "teapot" }).end("Kopi? Tidak ☕");
  });
  const response = await boundedCall(url, { method: "POST", headers: { "x-key": "k1" }, body: "héllo" });
  expect(response).toMatchObject({ status: 418, headers: { "x-kind": "teapot" }, text: "Kopi? Tidak ☕" });
  expect(seen).toEqual(["POST /emails?a=1 k1 héllo"]);
});

it("follows no redirect", async () => {
  const url = await serve((_, response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end());
  expect((await boundedCall(url, get)).status).toBe(307);
});

describe("a call ends", () => {
  it("when the other side accepts and never answers", async () => {
    const url = await listen(createTcpServer(() => {}));
    expect((await failure(boundedCall(url, get, quick))).reason).toBe("too-slow");
  });

  it("when it sends a byte now and then", async () => {
    const url = await serve((_, response) => {
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect((await failure(boundedCall(url, get, quick))).reason).toBe("too-slow");
  });

  it("when no connection comes about: a server that never says hello", async () => {
    const url = await listen(
      createTcpServer(() => {}),
      "https",
    );
    const error = await failure(boundedCall(url, get, { ...quick, totalMs: 60_000 }));
    expect(error).toMatchObject({ reason: "too-slow", message: "no connection within 300 ms" });
  });

  it("when it sends without end, and the other side is told", async () => {
    let closed = false;
    const url = await serve((_, response) => {
      const more = () => void response.write("x".repeat(500));
      response.on("drain", more).on("close", () => {
        closed = true;
      });
      setInterval(more, 1).unref();
    });
    const error = await failure(boundedCall(url, get, { ...quick, totalMs: 60_000 }));
    expect(error.reason).toBe("too-large");
    await expect.poll(() => closed).toBe(true);
  });

  it("when the connection is cut, refused or leads nowhere", async () => {
    const url = await serve((request) => void request.socket.destroy());
    expect((await failure(boundedCall(url, get))).reason).toBe("broken");
    server!.close();
    await failure(boundedCall(new URL("http://127.0.0.1:1/"), get));
  });

  const raw = (bytes: string, isClosed = false) =>
    listen(
      createTcpServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => (isClosed ? socket.end(bytes) : socket.write(bytes)));
      }),
    );
  const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

  it.each([
    ["GET", `${switching}bytes of another protocol`],
    ["POST", switching],
    ["GET", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n"],
    ["CONNECT", "HTTP/1.1 200 OK\r\n\r\n"],
  ])("at once when the other side changes the protocol: %s, %s", async (method, bytes) => {
    const error = await failure(boundedCall(await raw(bytes), { ...get, method }, { ...quick, totalMs: 60_000 }));
    expect(error).toMatchObject({ reason: "broken", message: expect.stringContaining("changed the protocol") });
  });

  it.each([
    ["only says that it has begun", "HTTP/1.1 100 Continue\r\n\r\n", "broken"],
    ["only hints", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", "broken"],
    ["switches to nothing it names", "HTTP/1.1 101 Switching Protocols\r\n\r\n", "broken"],
    ["says nothing", "", "broken"],
    ["breaks off in the head", "HTTP/1.1 200 OK\r\nx-a: ", "broken"],
    ["breaks off in the body", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", "broken"],
    ["speaks something else", "SSH-2.0-OpenSSH_9.6\r\n", "broken"],
  ])("when it %s, and closes or stays", async (_, bytes, reason) => {
    expect((await failure(boundedCall(await raw(bytes, true), get, { ...quick, totalMs: 5_000 }))).reason).toBe(reason);
    server!.close();
    await failure(boundedCall(await raw(bytes), get, quick));
  });

  it("when it hints without end", async () => {
    const url = await serve((_, response) => {
      const hints = setInterval(() => response.writeProcessing(), 5);
      response.on("close", () => clearInterval(hints));
    });
    expect((await failure(boundedCall(url, get, quick))).reason).toBe("too-slow");
  });

  it("when nobody wants it any more before it begins", async () => {
    const url = await listen(createTcpServer(() => {}));
    expect((await failure(boundedCall(url, { ...get, signal: AbortSignal.abort() }))).reason).toBe("broken");
  });

  it("when whoever asked gives up", async () => {
    const url = await listen(createTcpServer(() => {}));
    const stop = new AbortController();
    const call = boundedCall(url, { ...get, signal: stop.signal });
    stop.abort();
    expect((await failure(call)).reason).toBe("broken");
  });
});

it("takes 5 s to connect, 30 s altogether and 1 MB at most, unless told", () => {
  expect(limits.call).toEqual({ connectMs: 5_000, totalMs: 30_000, mostBytes: 1_048_576 });
});
