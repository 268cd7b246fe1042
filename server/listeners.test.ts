import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createPlain, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Listeners } from "./listeners.ts";

const here = { host: "127.0.0.1", port: 0 };
const opened: { listeners: Listeners; server: Server }[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const { listeners, server } of opened.splice(0)) {
    server.closeAllConnections();
    await listeners.close();
  }
});

function app(count?: number) {
  const server = createServer((_request, response) => void response.end("done"));
  const listeners = new Listeners(server, count);
  opened.push({ listeners, server });
  return { server, listeners };
}

function knock(port: number): Promise<unknown> {
  const socket = connect(port, here.host);
  sockets.push(socket);
  return once(socket, "connect");
}

/** Comes to all listeners, as a crowd does, before the process looks again. */
async function crowd(port: number, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => knock(port)));
}

const status = (port: number) => fetch(`http://127.0.0.1:${port}/`).then((response) => response.status);

describe.runIf(process.platform === "linux")("several listeners", () => {
  it("take several connections at one turn of the event loop", async () => {
    const { server, listeners } = app();
    const port = await listeners.open(here);
    let [turn, most] = [0, 0];
    const taken = new Map<number, number>();
    let isOver = false;
    const count = () => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    count();
    server.on("connection", () => {
      taken.set(turn, (taken.get(turn) ?? 0) + 1);
      most = Math.max(most, taken.get(turn)!);
    });
    await crowd(port, 200);
    await expect.poll(() => [...taken.values()].reduce((sum, one) => sum + one, 0)).toBe(200);
    isOver = true;
    expect(most).toBeGreaterThan(2);
  });

  it("have one port, on which everybody is answered, and close together", async () => {
    const { listeners } = app();
    const port = await listeners.open(here);
    expect(await Promise.all(Array.from({ length: 50 }, () => status(port)))).toEqual(Array(50).fill(200));
    opened[0]!.server.closeAllConnections();
    await listeners.close();
    await expect(knock(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("refuse a port that another app has, in Node's words, and leave that one alone", async () => {
    const port = await app().listeners.open(here);
    await expect(app().listeners.open({ ...here, port })).rejects.toMatchObject({ code: "EADDRINUSE", port });
    await expect(app(1).listeners.open({ ...here, port })).rejects.toMatchObject({ code: "EADDRINUSE", port });
    expect(await status(port)).toBe(200);
  });

  it("refuse a port that a program with one listener has", async () => {
    const port = await app(1).listeners.open(here);
    await expect(app().listeners.open({ ...here, port })).rejects.toMatchObject({ code: "EADDRINUSE", port });
    expect(await status(port)).toBe(200);
  });

  it("of two that start at the same moment one has the port, and the other is told", async () => {
    const free = app();
    const port = await free.listeners.open(here);
    await free.listeners.close();
    const both = await Promise.allSettled([1, 2, 3, 4].map(() => app().listeners.open({ ...here, port })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
    for (const one of both) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "EADDRINUSE" });
  });

  it("are one where the system shares no port", async () => {
    const refused = Object.assign(new Error("listen ENOTSUP"), { code: "ENOTSUP" });
    const { server, listeners } = app();
    const listen = server.listen.bind(server);
    vi.spyOn(server, "listen").mockImplementation(((options: { reusePort?: boolean }, then: () => void) => {
      if (options.reusePort) return void process.nextTick(() => server.emit("error", refused));
      return listen(options, then);
    }) as never);
    const port = await listeners.open(here);
    expect(await status(port)).toBe(200);
    await expect(app(1).listeners.open({ ...here, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

it("one listener refuses a port that is taken, too", async () => {
  const other = createPlain();
  await once(other.listen(0, here.host), "listening");
  const { port } = other.address() as AddressInfo;
  await expect(app(1).listeners.open({ ...here, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  other.close();
});
