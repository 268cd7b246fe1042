import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { residentMegabytes, type Watched } from "./watch.ts";

const { url, pid, everyMs } = workerData as { url: string; pid: number; everyMs: number };
const watched: Watched = { worstLiveMs: 0, asked: 0, failed: 0, megabytes: 0 };
const samples: number[] = [];

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
  samples.push(residentMegabytes(pid));
  await wait(everyMs);
}
watched.megabytes = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
parentPort!.postMessage(watched);
