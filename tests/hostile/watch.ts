import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { isMachineCrowded } from "./processor.ts";

/**
 * What happened to the server meanwhile; `held` is the most memory, in megabytes, that was in use after its garbage had been
 * collected, and `resident` the most that it had of the machine, with what V8 and malloc keep in reserve. On a machine that
 * others crowd, `worstLiveMs` leaves out for how long they were let in front of it, and `slowness` is how many times longer
 * everything took because of them; on a quiet one it is 1.
 */
export type Watched = {
  worstLiveMs: number;
  asked: number;
  failed: number;
  held: number;
  resident: number;
  slowness: number;
};

const everyMs = 50;

/** The memory that a process has of the machine. Linux only. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
}

/** What is watched: a server that was started with {@link withInspector}. */
type Server = { url: string; pid: number; logs: () => string };

/** Lets the tests ask a server to tidy its memory up, which Node otherwise does whenever it likes. */
export const withInspector = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

/** Where a server takes that request: what it said first. */
export function inspectorOf({ logs }: Pick<Server, "logs">): string {
  const said = /Debugger listening on (ws:\S+)/.exec(logs());
  if (!said) throw new Error("the server was started without its inspector");
  return said[1]!;
}

/**
 * Asks `/api/health/live` over and over in a thread of its own, so that what the test itself computes is not counted, and
 * looks at the server's memory. Each time on a connection of its own, which a crowd must not keep waiting. Resolves once it
 * was answered for the first time. `stop` tells the worst.
 */
export async function watchServer(app: Server): Promise<{ stop: () => Promise<Watched> }> {
  const workerData = {
    url: app.url,
    pid: app.pid,
    inspector: inspectorOf(app),
    everyMs,
    isCrowded: isMachineCrowded(),
  };
  const worker = new Worker(new URL("./watch-thread.ts", import.meta.url), { workerData });
  await new Promise((resolve, reject) => void worker.once("message", resolve).once("error", reject));
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        worker.once("message", resolve).once("error", reject);
        worker.postMessage("stop");
      }),
  };
}
