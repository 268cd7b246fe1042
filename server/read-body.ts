import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "#limits.ts";
import { bodyBudget, type Underway } from "./body-budget.ts";
import type { Refusal } from "./refusals.ts";

/** What a request brought, or why it was not read to its end. */
export type BodyRead = { ok: true; body: Buffer } | { ok: false; reason: Refusal };

type Options = {
  mostBytes: number;
  /** Looks at each chunk as it arrives; a word from it ends the reading. */
  look?: (chunk: Buffer) => Refusal | undefined;
};

const budget = bodyBudget();
const checkEveryMs = 1_000;

/**
 * Reads a body into memory, no more of it than allowed, and no longer than a client that means it takes. Never throws. A
 * body that is refused is left as it is: the caller answers, then has the rest discarded.
 */
export function readBody(request: IncomingMessage, { mostBytes, look }: Options): Promise<BodyRead> {
  return new Promise((resolve) => {
    const collected = collector();
    const underway: Underway = { bytes: 0, pause: () => request.pause(), resume: () => request.resume() };
    const pace = watchPace(underway, (reason) => end({ ok: false, reason }));
    const onData = (chunk: Buffer) => {
      const reason = underway.bytes + chunk.length > mostBytes ? "too-large" : (collected.add(chunk) ?? look?.(chunk));
      if (reason) return end({ ok: false, reason });
      budget.arrived(underway, chunk.length);
    };
    const onEnd = () => end({ ok: true, body: collected.whole() });
    const onCut = () => end({ ok: false, reason: "cut-off" });
    const end = (read: BodyRead) => {
      pace.stop();
      request.off("data", onData).off("end", onEnd).off("close", onCut).pause();
      budget.end(underway);
      resolve(read);
    };
    budget.begin(underway);
    request.on("data", onData).on("end", onEnd).on("close", onCut).on("error", onCut);
  });
}

/**
 * One growing block instead of a list of chunks, because a chunk of one byte weighs a hundred; who sends almost nothing but
 * such is up to no good.
 */
function collector() {
  let block = Buffer.alloc(0);
  let [length, pieces] = [0, 0];
  return {
    add(chunk: Buffer): Refusal | undefined {
      if (length + chunk.length > block.length) {
        const grown = Buffer.allocUnsafeSlow(Math.max(length + chunk.length, 2 * block.length));
        block.copy(grown, 0, 0, length);
        block = grown;
      }
      length += chunk.copy(block, length);
      return areCrumbs(++pieces, length) ? "slow" : undefined;
    },
    whole: () => block.subarray(0, length),
  };
}

function areCrumbs(pieces: number, bytes: number): boolean {
  const { freePieces, leastPieceBytes } = limits.body;
  return pieces > freePieces + bytes / leastPieceBytes;
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
 * sends more than a little too much, or crumbs, is not listened to any longer, but left the time to read the answer.
 */
export function discardRest(request: IncomingMessage, hangUp: () => void): void {
  const { discardMs, mostDiscardedBytes, freePieces } = limits.body;
  let [bytes, pieces] = [0, 0];
  const timer = setTimeout(hangUp, discardMs);
  const end = () => {
    clearTimeout(timer);
    hangUp();
  };
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    pieces += 1;
    if (bytes > mostDiscardedBytes || pieces > freePieces) request.off("data", onData).pause();
  };
  request.on("data", onData).on("end", end).on("close", end).on("error", end).resume();
}

/**
 * Watches a body that somebody else reads, or does not: its sender is hung up on when it comes in crumbs, and when the
 * response is out and the rest of it still comes.
 */
export function boundUnread(request: IncomingMessage, response: ServerResponse): IncomingMessage {
  let [bytes, pieces] = [0, 0];
  const { push, socket } = request;
  request.push = (chunk: Buffer | null, ...rest) => {
    bytes += chunk?.length ?? 0;
    pieces += 1;
    if (!areCrumbs(pieces, bytes)) return push.call(request, chunk, ...rest);
    socket.destroy();
    return false;
  };
  response.once("finish", () => {
    if (request.complete || socket.destroyed) return;
    const timer = setTimeout(() => request.complete || socket.destroy(), limits.body.discardMs);
    socket.once("close", () => clearTimeout(timer));
  });
  return request;
}

/** Whether a request says that something follows its head. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
