import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** What came back on a bare connection: the status of its first answer, 0 when it was closed without one. */
export type RawOutcome = { status: number; ms: number };

type Manner = { more?: string; everyMs?: number; end?: boolean; leaveAfterMs?: number };

/**
 * Writes `text` to a bare connection, as no decent client would, and reads until the answer is there or the connection is
 * closed. `more`, if given, is written again and again, every `everyMs`, until then. With `end` the client's side is closed at once,
 * with `leaveAfterMs` the whole connection then.
 */
export function sendRaw(
  url: string,
  text: string,
  { more, everyMs = 0, end = false, leaveAfterMs }: Manner = {},
): Promise<RawOutcome> {
  const { hostname, port } = new URL(url);
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = "";
    let timer: NodeJS.Timeout | undefined;
    const done = () => {
      clearInterval(timer);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (?!100)(\d{3})/m.exec(received)?.[1] ?? 0);
      resolve({ status, ms: performance.now() - startedMs });
    };
    socket
      .setEncoding("latin1")
      .on("data", (chunk: string) => {
        received += chunk;
        if (/^HTTP\/1\.1 (?!100)\d{3}/m.test(received)) done();
      })
      .on("error", done)
      .on("close", done)
      .on("connect", () => {
        if (end) return void socket.end(text);
        socket.write(text);
        if (leaveAfterMs !== undefined) timer = setTimeout(done, leaveAfterMs);
        if (more && everyMs > 0) timer = setInterval(() => socket.write(more), everyMs);
        else if (more) flood(() => socket.write(more), socket);
      });
  });
}

/** Writes each of `texts` by itself to a bare connection and returns all that came back until the other side closed it. */
export function readRaw(url: string, texts: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(Number(port), hostname);
    socket
      .setEncoding("latin1")
      .on("data", (chunk: string) => {
        received += chunk;
      })
      .on("error", () => {})
      .on("close", () => resolve(received))
      .on("connect", async () => {
        for (const text of texts) {
          socket.write(text);
          await wait(50);
        }
      });
  });
}

/** As fast as the other side takes it. */
function flood(write: () => boolean, socket: { destroyed: boolean; once: (event: "drain", then: () => void) => void }) {
  const on = () => {
    while (!socket.destroyed) if (!write()) return void socket.once("drain", on);
  };
  on();
}

/** The first lines of a request, without the blank one that ends them. */
export function head(url: string, path: string, lines: string[]): string {
  return [`POST ${path} HTTP/1.1`, `Host: ${new URL(url).host}`, `Origin: ${url}`, ...lines].join("\r\n");
}
