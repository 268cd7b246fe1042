import { callable, checkEngine, checkOptions, having, optional, type Rule } from "../job/options.ts";

/** How long requests that are being answered may take once the process is told to stop; Docker kills after 10 s. */
const answersMs = 8_000;

/** How long closing what is left may take: a pool says goodbye on each connection and waits for a server that may hang. */
const closeMs = 2_000;

/** What `node:http` gives, also where Express or `@hono/node-server` made it. */
export type StoppableServer = {
  close: (callback: (error?: Error) => void) => unknown;
  closeIdleConnections?: () => void;
  closeAllConnections?: () => void;
};

/** What else is to be closed besides the engine. */
export type StopOptions = {
  /** The server that takes the requests. `"next"`: Next's own, which Next closes by itself; call this from `instrumentation.ts`. */
  server?: StoppableServer | "next" | undefined;
  /** Closes what is left when the last request is answered, such as `() => pool.end()`. Not with `"next"`, which goes on answering. */
  close?: (() => unknown) | undefined;
};

const isServer = having(["close"], 'a server of node:http, or "next"');

const rules: Record<keyof StopOptions, Rule> = {
  server: optional((value) => (value === "next" ? undefined : isServer(value))),
  close: optional(callable("a function that closes what is left, such as () => pool.end()")),
};

/**
 * Lets SIGTERM and SIGINT end the process well: no new requests, the jobs get their signal and a moment to end, what is being
 * answered is answered, the rest is closed, exit code 0. What fails on the way is printed, and the exit code is 1.
 */
export function stopOnSignal(ronda: { stop: () => Promise<void> }, options: StopOptions = {}): void {
  checkEngine("stopOnSignal", ronda, ["stop"]);
  checkOptions("stopOnSignal", options, rules);
  const { server, close } = options;
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const closeNext = server === "next" ? takeListeners(signal) : undefined;
    process.on(signal, async () => {
      // A terminal sends Ctrl-C to npm and to the app, and npm passes it on.
      if (stopping) return;
      stopping = true;
      try {
        await Promise.all([ronda.stop(), typeof server === "object" && closeServer(server)]);
        await inTime(close, closeMs);
        if (closeNext) closeNext();
        else process.exit(0);
      } catch (error) {
        console.error(error);
        process.exit(1);
      }
    });
  }
}

/** Resolves when `close` is done, or its time is over; rejects where it fails before. */
async function inTime(close: (() => unknown) | undefined, ms: number): Promise<void> {
  if (!close) return;
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, ms);
  await Promise.race([Promise.resolve(close()), patience.promise]).finally(() => clearTimeout(timer));
}

function closeServer(server: StoppableServer): Promise<void> {
  return new Promise((resolve, reject) => {
    // A connection that has its answer is kept open by the client for the next request.
    const sweep = setInterval(() => server.closeIdleConnections?.(), 100);
    const cut = setTimeout(() => server.closeAllConnections?.(), answersMs);
    server.close((error) => {
      clearInterval(sweep);
      clearTimeout(cut);
      const wasClosed = (error as NodeJS.ErrnoException | undefined)?.code === "ERR_SERVER_NOT_RUNNING";
      if (error && !wasClosed) reject(error);
      else resolve();
    });
  });
}

/** Next would end the process with 143 as soon as its server is closed, whatever the jobs still have to write. */
function takeListeners(signal: "SIGTERM" | "SIGINT"): () => void {
  const listeners = process.listeners(signal);
  process.removeAllListeners(signal);
  return () => {
    process.once("exit", () => {
      process.exitCode = 0;
    });
    for (const listener of listeners) listener(signal);
  };
}
