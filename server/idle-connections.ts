import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { limits } from "#limits.ts";

/**
 * Keeps the connections of a server below a bound by ending those on which nothing is asked: of those that have not asked
 * yet, then of those that keep alive, the one that has been so for longest. A new connection is always taken, so that
 * nobody is shut out by whoever opens very many; only where each of the others is just being answered the new one ends.
 */
export function boundIdleConnections(server: Server, most: number = limits.http.mostConnections): void {
  const open = new Set<Socket>();
  /** How many requests of a connection have no response yet. */
  const asked = new WeakMap<Socket, number>();
  /** Both in the order in which they became so. */
  const [notYetAsked, keptAlive] = [new Set<Socket>(), new Set<Socket>()];
  const forget = (socket: Socket) => [open, notYetAsked, keptAlive].forEach((those) => void those.delete(socket));
  const rest = (socket: Socket, among: Set<Socket>) => {
    among.add(socket);
    if (open.size <= most) return;
    const [first] = notYetAsked.size > 1 || keptAlive.size === 0 ? notYetAsked : keptAlive;
    forget(first!);
    first!.destroy();
  };
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => forget(socket));
    rest(socket, notYetAsked);
  });
  const ask = ({ socket }: IncomingMessage, response: ServerResponse) => {
    notYetAsked.delete(socket);
    keptAlive.delete(socket);
    asked.set(socket, (asked.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = asked.get(socket)! - 1;
      asked.set(socket, left);
      if (left === 0 && open.has(socket)) rest(socket, keptAlive);
    });
  };
  for (const event of ["request", "checkContinue", "checkExpectation"]) server.on(event, ask);
}
