import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { memoryTidier } from "./tidy-memory.ts";
import { residentMegabytes, type Watched } from "./watch.ts";

type Given = { url: string; pid: number; inspector: string; everyMs: number };

const { url, pid, inspector, everyMs } = workerData as Given;
/** Tidying up takes the server a while, in which it answers nobody: it is asked for between two requests, now and then. */
const tidyEveryMs = 2_000;
const memory = await memoryTidier(inspector);
let tidiedMs = 0;
const watched: Watched = { worstLiveMs: 0, asked: 0, failed: 0, megabytes: 0 };

let stopped = false;
parentPort!.once("message", () => {
  stopped = true;
});

while (!stopped) {
  const startedMs = performance.now();
  const response = await fetch(`${url}/api/health/live`).catch(() => undefined);
  await response?.arrayBuffer();
  watched.asked += 1;
  if (!response?.ok) watched.failed += 1;
  watched.worstLiveMs = Math.max(watched.worstLiveMs, performance.now() - startedMs);
  if (performance.now() - tidiedMs > tidyEveryMs) {
    await memory.tidy();
    tidiedMs = performance.now();
    watched.megabytes = Math.max(watched.megabytes, residentMegabytes(pid));
  }
  await wait(everyMs);
}
memory.close();
parentPort!.postMessage(watched);
