import type { IncomingMessage } from "node:http";
import { limits } from "#limits.ts";
import { isReadNoMore, stopReading } from "./stop-reading.ts";

/** The event of a request whose body comes in crumbs: nothing more of it is read, and nothing more of it comes. */
export const crumbs = Symbol("crumbs");

/**
 * Counts the pieces of a body as the parser finds them, before anybody has asked for one: who sends almost nothing but single
 * bytes is up to no good, and each costs as much as a kilobyte.
 */
export function watchForCrumbs(request: IncomingMessage): void {
  if (!hasBody(request)) return;
  const { freePieces, leastPieceBytes } = limits.body;
  let [bytes, pieces] = [0, 0];
  const { push, socket } = request;
  request.push = (chunk: Buffer | null, ...rest) => {
    if (isReadNoMore(socket)) return false;
    bytes += chunk?.length ?? 0;
    pieces += 1;
    if (pieces <= freePieces + bytes / leastPieceBytes) return push.call(request, chunk, ...rest);
    stopReading(socket);
    request.emit(crumbs);
    return false;
  };
}

/** Whether a request says that something follows its head. */
export function hasBody({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
