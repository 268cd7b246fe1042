import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { boundUnreadResponses } from "./unread-responses.ts";

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

const bounds = { graceMs: 300, slowestBytesPerSecond: 1_000_000, mostAtOnce: 100, lookEveryMs: 50 };

/** A server that answers with more than the network holds; the connections that it has, in the order in which they came. */
async function serving(changes: Partial<typeof bounds> = {}, bytes = 32_000_000): Promise<Socket[]> {
  const taken: Socket[] = [];
  server = createServer((_request, response) => response.end(Buffer.alloc(bytes)));
  server.on("connection", (socket: Socket) => taken.push(socket));
  boundUnreadResponses(server, { ...bounds, ...changes });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return taken;
}

function ask(): Socket {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {}).write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  sockets.push(socket);
  return socket;
}

it("a response that nobody reads ends, one that is read slowly but surely does not", async () => {
  const [unread, slow] = await serving().then(async (taken) => {
    ask().pause();
    await expect.poll(() => taken.length).toBe(1);
    const reader = ask();
    const timer = setInterval(() => (reader.isPaused() ? reader.resume() : reader.pause()), 20);
    reader.once("close", () => clearInterval(timer));
    await expect.poll(() => taken.length).toBe(2);
    return taken as [Socket, Socket];
  });
  await expect.poll(() => unread.destroyed).toBe(true);
  expect(slow.destroyed).toBe(false);
});

it("a response that is one large piece is read slowly for much longer than the grace", async () => {
  // What counted a piece as waiting until all of it is taken ended it at once. The network itself takes a part of it ahead,
  // and asks for more only once there is much room again: so the grace spans many sips, and the piece is larger than all.
  const changes = { graceMs: 400, slowestBytesPerSecond: 10_000 };
  const [taken] = await serving(changes, 128_000_000).then(async (sockets) => {
    let sips = 0;
    const reader = ask().on("data", () => {
      reader.pause();
      sips += 1;
      // For four times the grace at least.
      if (sips < 320) setTimeout(() => reader.resume(), 5);
      else reader.emit("sipped");
    });
    reader.once("close", () => reader.emit("sipped"));
    await once(reader, "sipped");
    return sockets as [Socket];
  });
  expect(taken.destroyed).toBe(false);
  expect(taken.writableLength).toBeGreaterThan(0);
});

it("the time in which this process was busy is not the reader's", async () => {
  const [reader] = await serving({ graceMs: 400 }).then(async (taken) => {
    ask().pause();
    await expect.poll(() => (taken[0]?.writableLength ?? 0) > 0).toBe(true);
    return taken as [Socket];
  });
  const looks = new Promise((resolve) => setTimeout(resolve, bounds.lookEveryMs * 2));
  for (const untilMs = performance.now() + 1_000; performance.now() < untilMs; );
  await looks;
  await new Promise((resolve) => setImmediate(resolve));
  expect(reader.destroyed).toBe(false);
  await expect.poll(() => reader.destroyed).toBe(true);
});

it("of too many, those end that have waited longest", async () => {
  const taken = await serving({ graceMs: 60_000, mostAtOnce: 2 });
  for (let number = 1; number <= 3; number++) {
    ask().pause();
    await expect.poll(() => (taken[number - 1]?.writableLength ?? 0) > 0).toBe(true);
    // Until it has been looked at.
    await new Promise((resolve) => setTimeout(resolve, 2 * bounds.lookEveryMs));
  }
  await expect.poll(() => taken.map(({ destroyed }) => destroyed)).toEqual([true, false, false]);
});
