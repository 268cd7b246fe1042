import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { boundUnreadResponses } from "./unread-responses.ts";

const bounds = { graceMs: 300, slowestBytesPerSecond: 1_000_000, mostAtOnce: 100, lookEveryMs: 50 };

let server: Server;
const sockets: Socket[] = [];
let nowMs: number;
beforeEach(() => {
  nowMs = 0;
  vi.useFakeTimers({ toFake: ["setInterval"] });
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

/** So much time passes, and then the bounds are looked at: whatever else the machine does meanwhile takes no time. */
function look(afterMs: number = bounds.lookEveryMs): void {
  nowMs += afterMs;
  vi.advanceTimersByTime(bounds.lookEveryMs);
}

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

/** Reads so many pieces, one each `everyMs`. */
async function sip(reader: Socket, { times, everyMs }: { times: number; everyMs: number }): Promise<void> {
  for (let sips = 0; sips < times && !reader.closed; sips++) {
    await new Promise<unknown>((resolve) => void reader.once("data", resolve).once("close", resolve).resume());
    reader.pause();
    look(everyMs);
  }
}

/** Until the network has all that it takes ahead. */
const isWaiting = (taken: Socket[], at = 0) => expect.poll(() => taken[at]?.writableLength ?? 0).toBeGreaterThan(0);

it("a response that nobody reads ends, one that is read slowly but surely does not", async () => {
  const taken = await serving({ graceMs: 1_000 });
  ask().pause();
  await isWaiting(taken);
  const reader = ask().pause();
  await isWaiting(taken, 1);
  await sip(reader, { times: 300, everyMs: 5 });
  expect(taken.map(({ destroyed }) => destroyed)).toEqual([true, false]);
});

it("a response that is one large piece is read slowly for much longer than the grace", async () => {
  // What counted a piece as waiting until all of it is taken ended it at once. The network itself takes a part of it ahead,
  // and asks for more only once there is much room again: so the grace spans many sips, and the piece is larger than all.
  const changes = { graceMs: 1_000, slowestBytesPerSecond: 10_000 };
  const taken = await serving(changes, 128_000_000);
  const reader = ask().pause();
  await isWaiting(taken);
  await sip(reader, { times: 800, everyMs: 5 });
  expect(taken[0]!.destroyed).toBe(false);
  expect(taken[0]!.writableLength).toBeGreaterThan(0);
});

it("the time in which this process was busy is not the reader's", async () => {
  const taken = await serving({ graceMs: 400 });
  ask().pause();
  await isWaiting(taken);
  look();
  look(1_000);
  expect(taken[0]!.destroyed).toBe(false);
  for (let looks = 0; looks < 400 / bounds.lookEveryMs; looks++) look();
  expect(taken[0]!.destroyed).toBe(true);
});

it("of too many, those end that have waited longest", async () => {
  const taken = await serving({ graceMs: 60_000, mostAtOnce: 2 });
  for (let number = 1; number <= 3; number++) {
    ask().pause();
    await isWaiting(taken, number - 1);
    look();
  }
  expect(taken.map(({ destroyed }) => destroyed)).toEqual([true, false, false]);
});
