import cluster from "node:cluster";
import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { limits } from "#limits.ts";
import { beginStop, exitCodes, type StopSignal, stopLeftMs } from "#process-stop.ts";

type Closing = { close: () => Promise<void> };
/** What takes the server's connections, and what works on its requests. */
type Parts = { listeners: Closing; app: Closing };

/**
 * On SIGTERM and SIGINT: takes no new connection, answers what has begun, lets Next finish what it does after its
 * answers, then exits with the signal's code. What is not answered after `stopMs` ends without a response.
 */
export function closeOnSignals(server: Server, { listeners, app }: Parts, stopMs: number = limits.http.stopMs): void {
  let closing = false;
  const close = async (signal: StopSignal) => {
    if (closing) return;
    closing = true;
    beginStop(signal);
    await closeConnections(server, listeners, Math.min(stopMs, stopLeftMs() - leaveWithinMs));
    await Promise.race([app.close().catch(console.error), wait(stopLeftMs() - leaveWithinMs)]);
    await leaveCluster();
    process.exit(exitCodes[signal]);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, close);
}

const sweepEveryMs = 50;
const leaveWithinMs = 2_000;

/**
 * Takes no new connection and resolves when the last one has ended. First every answer says for a moment that its
 * connection ends with it, so that the proxy in front uses others from then on and sends nothing into one that is just
 * closing. Node then closes only those that are idle at that moment: one that is being answered would stay open, idle,
 * for as long as the proxy may keep it. What is not done in its time ends without a response, because whoever started the
 * process ends it soon after.
 */
async function closeConnections(server: Server, listeners: Closing, stopMs: number): Promise<void> {
  server.prependListener("request", (_request, response: ServerResponse) => {
    response.setHeader("connection", "close");
  });
  await wait(limits.http.closingMs);
  const sweep = setInterval(() => server.closeIdleConnections(), sweepEveryMs);
  const late = setTimeout(() => server.closeAllConnections(), stopMs);
  await listeners.close();
  clearInterval(sweep);
  clearTimeout(late);
}

/**
 * Where PM2 listens for its processes, it may be handing a connection to this one at the moment when it learns that this
 * one takes none. Node gives such a connection back to it, but only while this process lives: one that ended first would
 * take it along, and the visitor would wait for a response that nobody writes. PM2's answer comes after everything that it
 * sent before, so whoever waits for it has given all of them back.
 */
async function leaveCluster(): Promise<void> {
  const { worker } = cluster;
  if (!worker?.isConnected()) return;
  worker.disconnect();
  await Promise.race([once(worker, "disconnect"), wait(leaveWithinMs)]);
}
