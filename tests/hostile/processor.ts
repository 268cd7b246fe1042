import { readFileSync } from "node:fs";

/** What a thread had of the processor, and how long it could have worked and others were let in front. Linux only. */
export type Share = { workedMs: number; waitedMs: number };

/** The share of a process's first thread, in which Node runs its loop, or of the thread that asks. */
export function shareOf(pid: number | "self"): Share {
  const path = pid === "self" ? "/proc/thread-self/schedstat" : `/proc/${pid}/task/${pid}/schedstat`;
  const [worked, waited] = readFileSync(path, "latin1").split(" ");
  return { workedMs: Number(worked) / 1e6, waitedMs: Number(waited) / 1e6 };
}

const lookMs = 50;
const crowdedFrom = 0.25;

/**
 * Whether others keep the machine so busy that how long something takes says more about them: a thread that only works
 * waits for a good part of its time. To be asked before the work that is judged, which counts against itself.
 */
export function isMachineCrowded(): boolean {
  const before = shareOf("self");
  const untilMs = performance.now() + lookMs;
  while (performance.now() < untilMs);
  return shareOf("self").waitedMs - before.waitedMs > crowdedFrom * lookMs;
}

/**
 * Starts to measure what a server does for the thread that asks. What it returns tells the milliseconds so far; on a machine
 * that others crowd, without those in which they were let in front of either.
 */
export function stopwatch({ pid, isCrowded }: { pid: number; isCrowded: boolean }): () => number {
  const countedMs = () => performance.now() - (isCrowded ? shareOf(pid).waitedMs + shareOf("self").waitedMs : 0);
  const startedMs = countedMs();
  return () => countedMs() - startedMs;
}
