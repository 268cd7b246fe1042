import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { shareOf, stopwatch } from "./processor.ts";
import { memoryTidier } from "./tidy-memory.ts";
import { residentMegabytes, type Watched } from "./watch.ts";

type Given = { url: string; pid: number; inspector: string; everyMs: number; isCrowded: boolean };

const { url, pid, inspector, everyMs, isCrowded } = workerData as Given;
/** Tidying up takes the server a while, in which it answers nobody: it is asked for between two requests, now and then. */
const tidyEveryMs = 2_000;
const memory = await memoryTidier(inspector);
let tidiedMs = 0;
const watched: Watched = { worstLiveMs: 0, asked: 0, failed: 0, held: 0, resident: 0, slowness: 1 };
const atFirst = shareOf(pid);

let stopped = false;
parentPort!.once("message", () => {
  stopped = true;
});

while (!stopped) {
  const elapsedMs = stopwatch({ pid, isCrowded });
  const response = await fetch(`${url}/api/health/live`, { headers: { connection: "close" } }).catch(() => undefined);
  await response?.arrayBuffer();
  if (watched.asked === 0) parentPort!.postMessage("watching");
  watched.asked += 1;
  if (!response?.ok) watched.failed += 1;
  watched.worstLiveMs = Math.max(watched.worstLiveMs, elapsedMs());
  if (performance.now() - tidiedMs > tidyEveryMs) {
    const { heap, external } = await memory.tidy();
    tidiedMs = performance.now();
    watched.held = Math.max(watched.held, heap + external);
    watched.resident = Math.max(watched.resident, residentMegabytes(pid));
  }
  await wait(everyMs);
}
memory.close();
if (isCrowded) {
  const { workedMs, waitedMs } = shareOf(pid);
  watched.slowness = 1 + (waitedMs - atFirst.waitedMs) / (workedMs - atFirst.workedMs);
}
parentPort!.postMessage(watched);
