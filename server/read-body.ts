import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyBudget, type Underway } from "#body-budget.ts";
import { limits } from "#limits.ts";
import { crumbs } from "./crumbs.ts";
import type { Refusal } from "./refusals.ts";
import { isReadNoMore, stopReading } from "./stop-reading.ts";

/** What a request brought, or why it was not read to its end. */
export type BodyRead = { ok: true; body: Buffer; release: () => void } | { ok: false; reason: Refusal };

type Options = {
  mostBytes: number;
  /** Looks at each chunk as it arrives; a word from it ends the reading. */
  look?: (chunk: Buffer) => Refusal | undefined;
};

const budget = bodyBudget(limits.body);
const checkEveryMs = 1_000;

/**
 * Reads a body into memory, no more of it than allowed, and no longer than a client that means it takes. Never throws. A
 * body that is refused is left as it is: the caller answers, then has the rest discarded. One that was read counts in the
 * memory of all until it is released.
 */
export function readBody(request: IncomingMessage, { mostBytes, look }: Options): Promise<BodyRead> {
  return new Promise((resolve) => {
    const collected = collector();
    const underway: Underway = { bytes: 0, pause: () => request.pause(), resume: () => request.resume() };
    const pace = watchPace(underway, (reason) => end({ ok: false, reason }));
    const onData = (chunk: Buffer) => {
      const reason = underway.bytes + chunk.length > mostBytes ? "too-large" : look?.(chunk);
      if (reason) return end({ ok: false, reason });
      collected.add(chunk);
      budget.arrived(underway, chunk.length);
    };
    const release = () => budget.end(underway);
    const onEnd = () => end({ ok: true, body: collected.whole(), release });
    const onCut = () => end({ ok: false, reason: "cut-off" });
    const onCrumbs = () => end({ ok: false, reason: "slow" });
    const end = (read: BodyRead) => {
      pace.stop();
      request.off("data", onData).off("end", onEnd).off("close", onCut).off(crumbs, onCrumbs).pause();
      if (!read.ok) release();
      resolve(read);
    };
    budget.begin(underway);
    request.on("data", onData).on("end", onEnd).on("close", onCut).on("error", onCut).on(crumbs, onCrumbs);
    if (isReadNoMore(request.socket)) onCrumbs();
  });
}

/** One growing block instead of a list of chunks, because a chunk of one byte weighs a hundred. */
function collector() {
  let block = Buffer.alloc(0);
  let length = 0;
  return {
    add(chunk: Buffer): void {
      if (length + chunk.length > block.length) {
        const grown = Buffer.allocUnsafeSlow(Math.max(length + chunk.length, 2 * block.length));
        block.copy(grown, 0, 0, length);
        block = grown;
      }
      length += chunk.copy(block, length);
    },
    whole: () => block.subarray(0, length),
  };
}

/** Ends a body that comes too slowly, and one that waited too long for its turn. Waiting is not the client's fault. */
function watchPace(underway: Underway, giveUp: (reason: Refusal) => void): { stop: () => void } {
  const { graceMs, slowestBytesPerSecond, mostWaitMs } = limits.body;
  let [tookMs, waitedMs, lastMs] = [0, 0, performance.now()];
  const timer = setInterval(() => {
    const passedMs = performance.now() - lastMs;
    lastMs += passedMs;
    if (budget.isWaiting(underway)) waitedMs += passedMs;
    else tookMs += passedMs;
    if (waitedMs > mostWaitMs) giveUp("busy");
    else if (tookMs > graceMs + (underway.bytes / slowestBytesPerSecond) * 1000) giveUp("slow");
  }, checkEveryMs);
  return { stop: () => clearInterval(timer) };
}

/**
 * Takes what a refused client still sends and keeps none of it: some browsers only look for an answer when all is sent. Who
 * sends more than a little too much is not listened to any longer, but left the time to read the answer.
 */
export function discardRest(request: IncomingMessage, hangUp: () => void): void {
  const { discardMs, mostDiscardedBytes } = limits.body;
  let bytes = 0;
  const timer = setTimeout(hangUp, discardMs);
  const end = () => {
    clearTimeout(timer);
    hangUp();
  };
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= mostDiscardedBytes) return;
    request.off("data", onData);
    stopReading(request.socket);
  };
  request.on("data", onData).on("end", end).on("close", end).on("error", end).resume();
}

/**
 * Watches a body that somebody else reads, or does not: its sender is hung up on when it comes in crumbs, and when the
 * response is out and the rest of it still comes.
 */
export function boundUnread(request: IncomingMessage, response: ServerResponse): IncomingMessage {
  const { socket } = request;
  if (isReadNoMore(socket)) socket.destroy();
  request.once(crumbs, () => socket.destroy());
  response.once("finish", () => {
    if (request.complete || socket.destroyed) return;
    const timer = setTimeout(() => request.complete || socket.destroy(), limits.body.discardMs);
    socket.once("close", () => clearTimeout(timer));
  });
  return request;
}
