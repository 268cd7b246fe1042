import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** What happened to the server meanwhile; `megabytes` is the median of its memory, which Node lets swing. */
export type Watched = { worstLiveMs: number; asked: number; failed: number; megabytes: number };

const everyMs = 50;

/** The memory that a process has of the machine. Linux only. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
}

/**
 * Asks `/api/health/live` over and over in a thread of its own, so that what the test itself computes is not counted, and
 * looks at the server's memory. `stop` tells the worst.
 */
export function watchServer(app: { url: string; pid: number }): { stop: () => Promise<Watched> } {
  const worker = new Worker(new URL("./watch-thread.ts", import.meta.url), { workerData: { ...pick(app), everyMs } });
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        worker.once("message", resolve).once("error", reject);
        worker.postMessage("stop");
      }),
  };
}

const pick = ({ url, pid }: { url: string; pid: number }) => ({ url, pid });
