import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "#tests/free-port.ts";
import type { Rival } from "./mail-peers.ts";
import { peer } from "./peers/peer.ts";

type Connection = { host: string; port: number; maxRetriesPerRequest: null };
type BullMqModule = {
  Queue: new (
    name: string,
    options: { connection: Connection },
  ) => { addBulk: (jobs: { name: string; data: object }[]) => Promise<unknown>; close: () => Promise<void> };
  Worker: new (
    name: string,
    task: () => Promise<void>,
    options: { connection: Connection; concurrency: number },
  ) => { on: (event: "completed", listener: () => void) => void; close: () => Promise<void> };
};

/**
 * BullMQ on a Redis of its own, a job a mail: it has no batches to send. Undefined where the library or a `redis-server`
 * on the PATH is missing. The Redis keeps nothing on disk, which is the fastest that it can be.
 */
export async function bullMq(): Promise<(Rival & { stop: () => Promise<void> }) | undefined> {
  const library = await peer<BullMqModule>("bullmq");
  const port = await freePort();
  const redis = library && (await startRedis(port));
  if (!library || !redis) return undefined;
  const connection: Connection = { host: "127.0.0.1", port, maxRetriesPerRequest: null };
  const queue = new library.Queue("mail", { connection });
  let queued = 0;
  return {
    queue: async (mails) => {
      queued = mails.length;
      await queue.addBulk(mails.map((data) => ({ name: "mail", data })));
    },
    drain: async () => {
      let done = 0;
      const finished = Promise.withResolvers<void>();
      const worker = new library.Worker("mail", async () => {}, { connection, concurrency: 50 });
      worker.on("completed", () => {
        if (++done === queued) finished.resolve();
      });
      await finished.promise;
      await worker.close();
    },
    stop: async () => {
      await queue.close();
      redis.kill();
    },
  };
}

async function startRedis(port: number): Promise<ChildProcess | undefined> {
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const redis = spawn("redis-server", settings, { stdio: ["ignore", "pipe", "ignore"] });
  const missing = once(redis, "error").then(() => undefined);
  const ready = new Promise<ChildProcess>((resolve) => {
    redis.stdout.setEncoding("utf8").on("data", (line: string) => {
      if (line.includes("Ready to accept connections")) resolve(redis);
    });
  });
  return Promise.race([ready, missing]);
}
