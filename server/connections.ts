import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { limits } from "#limits.ts";
import { watchForCrumbs } from "./crumbs.ts";
import { refuse, refuseUnread } from "./refuse.ts";
import { isReadNoMore, stopReading } from "./stop-reading.ts";

/**
 * Has `listener` called for the requests of a server in front of which there may be anybody: one of a connection at a time,
 * and no more of what arrives is parsed than is wanted.
 */
export function serveConnections(server: Server, listener: RequestListener): void {
  const expectBody = readInSlices(server);
  const pass = oneAtATime(listener);
  const each: RequestListener = (request, response) => {
    expectBody(request);
    watchForCrumbs(request);
    pass(request, response);
  };
  // With a listener for it, `100 Continue` is only said to a body that will be read, and other expectations are refused.
  for (const event of ["request", "checkContinue", "checkExpectation"]) server.on(event, each);
  server.on("clientError", refuseUnread);
}

/**
 * Gives what arrives on a connection to its parser in slices, and looks between them whether it is still to be read. Node
 * parses all that came with one read at once: in 64 KB are 2,000 requests, or 10,000 chunks of a byte, and whoever says
 * stop at the first is called for every one of the others. To be told of each request.
 */
function readInSlices(server: Server): (request: IncomingMessage) => void {
  /** What is still to come of a body whose length was given: no more than one piece, however long. */
  const bodyLeft = new WeakMap<Duplex, number>();
  server.on("connection", (socket: Socket) => {
    const [parse] = socket.listeners("data") as ((chunk: Buffer) => void)[];
    if (!parse) return;
    socket.off("data", parse).on("data", (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; ) {
        if (socket.destroyed || isReadNoMore(socket)) return;
        if (socket.isPaused()) return void socket.unshift(chunk.subarray(at));
        const left = bodyLeft.get(socket) ?? 0;
        const end = at + Math.max(limits.http.sliceBytes, left);
        bodyLeft.set(socket, Math.max(0, left - (end - at)));
        parse(chunk.subarray(at, end));
        at = end;
      }
    });
  });
  return ({ socket, headers }) => void bodyLeft.set(socket, Number(headers["content-length"]) || 0);
}

type Exchange = [IncomingMessage, ServerResponse];

/**
 * Passes on one request of a connection after the other: the next when the response to the one before is out, and none when
 * the connection is gone by then. No browser and no proxy sends requests before it has the response to the last; whoever
 * sends many is refused.
 */
function oneAtATime(passOn: RequestListener): RequestListener {
  const waitingOn = new WeakMap<Duplex, Exchange[]>();
  const begin = ([request, response]: Exchange, waiting: Exchange[]) => {
    response.once("close", () => {
      const next = waiting.shift();
      if (!next) waitingOn.delete(request.socket);
      else if (!request.socket.destroyed) begin(next, waiting);
    });
    passOn(request, response);
  };
  return (request, response) => {
    const { socket } = request;
    const waiting = waitingOn.get(socket);
    if (!waiting) {
      waitingOn.set(socket, []);
      begin([request, response], waitingOn.get(socket)!);
    } else if (!isReadNoMore(socket)) {
      waiting.push([request, response]);
      if (waiting.length > limits.http.mostPipelined) refuseAll(waiting);
    }
  };
}

/** The first gets the refusal, after which its connection ends; the others get nothing. */
function refuseAll(waiting: Exchange[]): void {
  const [[request, response]] = waiting.splice(0) as [Exchange];
  response.shouldKeepAlive = false;
  refuse(request, response, "busy");
  stopReading(request.socket);
}
