import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FairQueue } from "#fair-queue.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import type { FileRead } from "./read.ts";

/** Whose file it is, and what ends the reading when nobody waits for it any more. */
export type ReadOrder = { userId: string; signal?: AbortSignal };

/**
 * Reads a file in a thread of its own, one at a time, with a bound on time and memory: what a stranger made must neither stop
 * the pages nor end the process.
 */
export async function readApart(bytes: Uint8Array, { userId, signal }: ReadOrder): Promise<FileRead> {
  if (bytes.byteLength > limits.statement.mostBytes) return { ok: false, reason: "too-large" };
  const place = await readers().enter(userId, signal);
  if (!place.ok) return { ok: false, reason: "busy" };
  try {
    return await inThread(bytes, signal);
  } finally {
    place.leave();
  }
}

const readers = () => onceAProcess("statement-readers", () => new FairQueue(limits.statement.readers));

async function inThread(bytes: Uint8Array, signal?: AbortSignal): Promise<FileRead> {
  const { readMs, mostMegabytes } = limits.statement;
  const { promise, resolve, reject } = Promise.withResolvers<FileRead>();
  const worker = new Worker(/* turbopackIgnore: true */ workerFile(), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    // It needs no secrets and no options of this process.
    env: {},
    execArgv: [],
  });
  const tooComplex = () => resolve({ ok: false, reason: "too-complex" });
  const late = setTimeout(tooComplex, readMs);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  worker.once("message", resolve);
  worker.once("error", (error: NodeJS.ErrnoException) =>
    error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooComplex() : reject(error),
  );
  worker.once("exit", (code) => reject(new Error(`The thread that reads the statement ended with ${code}`)));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

/** Beside this file in the source: the app runs where its source is. */
function workerFile(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), "domain", "statements", "files", "read-worker.ts");
}
