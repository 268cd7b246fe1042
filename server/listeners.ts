import cluster from "node:cluster";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { limits } from "#limits.ts";

type Place = { host: string; port: number };

/**
 * Where a server takes connections. Node takes one at each turn of its event loop from each listener, so that a process
 * that draws pages keeps those who come at once waiting in the system's queue, in front of every bound of ours. On Linux
 * there are several listeners on the one port, among which the system shares out who comes; elsewhere, and where PM2
 * listens for its processes, there is one.
 */
export class Listeners {
  readonly #server: HttpServer;
  readonly #count: number;
  readonly #more: Server[] = [];

  constructor(server: HttpServer, count: number = limits.http.listeners) {
    this.#server = server;
    this.#count = process.platform === "linux" && !cluster.isWorker ? count : 1;
  }

  /** Resolves with the port; 0 takes any that is free. One that is taken ends in the error that Node gives. */
  async open({ host, port }: Place): Promise<number> {
    if (this.#count === 1) return opened(this.#server, { host, port });
    return alone(port, async () => {
      // Several may share a port only where each says so, and two apps that do would share it in silence: whether
      // somebody has it is asked first, without saying so.
      const asking = createServer();
      const free = await opened(asking, { host, port });
      await closed(asking);
      await opened(this.#server, { host, port: free, reusePort: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE") throw error;
        // A system that cannot share a port says so in words of its own.
        return opened(this.#server, { host, port: free });
      });
      // Of these, as many as there can be.
      while (this.#more.length < this.#count - 1) {
        const one = await this.#another({ host, port: free, reusePort: true }).catch(() => undefined);
        if (!one) break;
        this.#more.push(one);
      }
      return free;
    });
  }

  async #another(shared: Place & { reusePort: boolean }): Promise<Server> {
    // As Node's own HTTP server listens.
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.on("connection", (socket) => this.#server.emit("connection", socket));
    await opened(server, shared);
    return server;
  }

  /** Takes no new connection from now on, and resolves when the last one has ended. */
  async close(): Promise<void> {
    await Promise.all([this.#server, ...this.#more].map(closed));
  }
}

function opened(server: Server, where: Place & { reusePort?: boolean }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ ...where, backlog: limits.http.mostUnaccepted }, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}

const lookEveryMs = 20;

/**
 * Does `work` while no other process of this machine does it for this port: two that start at the same moment would both
 * find it free. The name is one of the system's, which ends with the process.
 */
async function alone<Result>(port: number, work: () => Promise<Result>): Promise<Result> {
  if (port === 0) return work();
  const lock = createServer((socket) => void socket.destroy());
  const isMine = () =>
    new Promise<boolean>((resolve) => {
      lock.once("error", () => resolve(false));
      lock.listen(`\0setrip-listens-${port}`, () => resolve(true));
    });
  const untilMs = performance.now() + limits.http.listenWithinMs;
  // Whoever keeps the name for longer may be anybody: the port itself then decides.
  while (!(await isMine()) && performance.now() < untilMs) await wait(lookEveryMs);
  try {
    return await work();
  } finally {
    await closed(lock);
  }
}
