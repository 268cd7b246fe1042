import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { limits } from "#limits.ts";
import { serveConnections } from "./connections.ts";

let server: Server;
let socket: Socket;
afterEach(() => {
  socket?.destroy();
  server?.closeAllConnections();
  server?.close();
});

type Begun = { request: IncomingMessage; response: ServerResponse };

/** A server that is asked `text` on one connection: what it has begun with, in turn, and what came back so far. */
async function asked(text: string): Promise<{ begun: Begun[]; received: () => string; isOpen: () => boolean }> {
  const begun: Begun[] = [];
  server = createServer();
  serveConnections(server, (request, response) => void begun.push({ request, response }));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  let received = "";
  socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.setEncoding("latin1").on("data", (more: string) => {
    received += more;
  });
  socket.write(text);
  await expect.poll(() => begun.length).toBe(1);
  return { begun, received: () => received, isOpen: () => !socket.closed };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (body: string) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

it("of requests that come at once, the next begins when the one before has its response", async () => {
  const { begun, received } = await asked(get("/1") + get("/2") + get("/3"));
  for (const number of [1, 2, 3]) {
    await expect.poll(() => begun.length).toBe(number);
    begun.at(-1)!.response.end(`done ${number}`);
    await expect.poll(received).toContain(`done ${number}`);
  }
  expect(begun.map(({ request }) => request.url)).toEqual(["/1", "/2", "/3"]);
});

it("none begins any more when the connection is gone", async () => {
  const { begun } = await asked(get("/1") + get("/2") + get("/3"));
  const closed = new Promise((resolve) => begun[0]!.response.once("close", resolve));
  socket.destroy();
  await closed;
  expect(begun).toHaveLength(1);
});

it("who sends very many gets the response to the first, a refusal, and the end of the connection", async () => {
  const { begun, received, isOpen } = await asked(get("/").repeat(4_000));
  begun[0]!.response.end("done");
  await expect.poll(isOpen).toBe(false);
  expect([begun.length, received().match(/HTTP\/1\.1 \d+/g)]).toEqual([1, ["HTTP/1.1 200", "HTTP/1.1 429"]]);
  expect(received()).toContain("retry-after: 5");
});

it("a body larger than a slice, and one that waits, arrive whole, and so does what follows them", async () => {
  const large = "x".repeat(40 * limits.http.sliceBytes + 7);
  const { begun } = await asked(post(large) + post("second") + get("/3"));
  const read = async ({ request, response }: Begun) => {
    const text = Buffer.concat(await request.toArray()).toString();
    response.end();
    return text;
  };
  expect((await read(begun[0]!)).length).toBe(large.length);
  await expect.poll(() => begun.length).toBe(2);
  expect(await read(begun[1]!)).toBe("second");
  await expect.poll(() => begun[2]?.request.url).toBe("/3");
});

it("a body in crumbs is parsed no further than to where that is seen, whoever reads it", async () => {
  const { begun } = await asked(
    `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${"1\r\na\r\n".repeat(100_000)}`,
  );
  let bytes = 0;
  begun[0]!.request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await expect.poll(() => bytes).toBeGreaterThan(0);
  await new Promise((resolve) => setImmediate(resolve));
  expect(bytes).toBeLessThan(2 * limits.body.freePieces);
});
