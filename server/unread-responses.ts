import type { Server } from "node:http";
import type { Socket } from "node:net";
import { limits } from "#limits.ts";
import { writeRefused } from "./refused-log.ts";

type Bounds = Record<keyof typeof limits.unread, number>;

/** What is known of a response that waits for its reader: since when, and how much of it was taken until then. */
type Unread = { sinceMs: number; takenBefore: number };

/**
 * Ends connections on which a response waits that nobody reads, or reads too slowly to be somebody with a bad line. A
 * response that is taken as fast as it comes is never looked at.
 */
export function boundUnreadResponses(server: Server, bounds: Bounds = limits.unread): void {
  const { graceMs, slowestBytesPerSecond, mostAtOnce, lookEveryMs } = bounds;
  const open = new Set<Socket>();
  /** In the order in which they began to wait. */
  const unread = new Map<Socket, Unread>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket) && unread.delete(socket));
  });
  const end = (socket: Socket) => {
    writeRefused("unread");
    socket.destroy();
  };
  let [lookedAtMs, nowMs] = [performance.now(), 0];
  const look = () => {
    // While this process was busy nobody was served; that is not the reader's time.
    const elapsedMs = performance.now() - lookedAtMs;
    lookedAtMs += elapsedMs;
    nowMs += Math.min(elapsedMs, 2 * lookEveryMs);
    for (const socket of open) {
      if (socket.writableLength === 0) unread.delete(socket);
      else if (!unread.has(socket)) unread.set(socket, { sinceMs: nowMs, takenBefore: taken(socket) });
    }
    for (const [socket, { sinceMs, takenBefore }] of unread) {
      const mostMs = graceMs + ((taken(socket) - takenBefore) / slowestBytesPerSecond) * 1_000;
      if (nowMs - sinceMs > mostMs) end(socket);
    }
    for (const socket of [...unread.keys()].slice(0, Math.max(0, unread.size - mostAtOnce))) end(socket);
  };
  setInterval(look, lookEveryMs).unref();
}

/**
 * How many bytes of its responses the network has taken from this process. What was given to the system in one piece
 * counts for Node as waiting until all of it is taken; how much of it still waits, only the socket's handle tells.
 */
function taken(socket: Socket): number {
  const { _handle: handle } = socket as Socket & {
    _handle?: { bytesWritten?: number; writeQueueSize?: number } | null;
  };
  if (handle?.bytesWritten === undefined || handle.writeQueueSize === undefined)
    return socket.bytesWritten - socket.writableLength;
  return handle.bytesWritten - handle.writeQueueSize;
}
