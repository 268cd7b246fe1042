import type { Duplex } from "node:stream";

const stopped = new WeakSet<Duplex>();

/**
 * Reads nothing more from a connection: what has arrived already is seen by no parser, see `connections.ts`, and what comes
 * later stays in the network. Whoever says so ends the connection in time.
 */
export function stopReading(socket: Duplex): void {
  stopped.add(socket);
  socket.pause();
}

/** Whether nothing more is read from it. */
export function isReadNoMore(socket: Duplex): boolean {
  return stopped.has(socket);
}
