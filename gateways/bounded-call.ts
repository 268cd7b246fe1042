import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { limits } from "#limits.ts";
import { stopSignal } from "#process-stop.ts";
import { waitingOutside } from "#request-place.ts";

/** How long a call may take, until connected and altogether, and how much its response may hold. */
export type CallBounds = { connectMs: number; totalMs: number; mostBytes: number };

/** What came back, whatever its status; headers in lower case. `text` is the bytes read as UTF-8. */
export type CallResponse = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; readonly text: string };

/**
 * No complete response came. `reason` is `too-large` or `too-slow` where a bound ended the call, `stopping` where this process
 * is about to end, else `broken`.
 */
export class CallError extends Error {
  override name = "CallError";
  readonly reason: "too-large" | "too-slow" | "stopping" | "broken";
  constructor(reason: CallError["reason"], message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** Connections that rest longer are closed: who answers usually closes its end soon after, and a reused one would meet that. */
const restMs = 4_000;
const agents = {
  "http:": new HttpAgent({ keepAlive: true, timeout: restMs }),
  "https:": new HttpsAgent({ keepAlive: true, timeout: restMs }),
};

/**
 * One HTTP call that ends, whatever the other side does: accepts and says nothing, sends a byte a second, sends without
 * end, changes the protocol. Once this process is told to stop, it has `limits.stop.callMs` more. Redirects are not followed.
 * Throws a {@link CallError} when no complete response came within the bounds.
 */
export function boundedCall(url: URL, call: Call, bounds: CallBounds = limits.call): Promise<CallResponse> {
  return waitingOutside(() => makeCall(url, call, bounds));
}

type Call = { method: string; headers: Record<string, string>; body?: string | Uint8Array; signal?: AbortSignal };

function makeCall(url: URL, call: Call, bounds: CallBounds): Promise<CallResponse> {
  return new Promise((resolve, reject) => {
    const request = start(url, call);
    const timers: NodeJS.Timeout[] = [];
    const over = () => {
      timers.forEach(clearTimeout);
      stopping.removeEventListener("abort", endSoon);
    };
    // The promise itself is settled here: what becomes of the socket is up to the other side, and may be nothing.
    const fail = (error: unknown) => {
      over();
      reject(asCallError(error));
      request.destroy();
    };
    const stopping = stopSignal();
    const endSoon = () => {
      const end = () => fail(new CallError("stopping", "this process was told to stop before a response came"));
      timers.push(setTimeout(end, limits.stop.callMs));
    };
    if (stopping.aborted) endSoon();
    else stopping.addEventListener("abort", endSoon, { once: true });
    const broken = (message: string) => fail(new CallError("broken", message));
    const bound = (ms: number, what: string) => {
      const timer = setTimeout(() => fail(new CallError("too-slow", `no ${what} within ${ms} ms`)), ms);
      timers.push(timer);
      return timer;
    };
    bound(bounds.totalMs, "response");
    const connect = bound(bounds.connectMs, "connection");
    request.on("socket", (socket) => {
      if (!socket.connecting) clearTimeout(connect);
      else socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => clearTimeout(connect));
    });
    request.on("error", fail);
    // Node gives away the socket with these two, and then never tells of a response or an error.
    for (const change of ["upgrade", "connect"] as const)
      request.on(change, ({ statusCode }, socket) => {
        socket.on("error", () => {}).destroy();
        broken(`the other side changed the protocol (status ${statusCode})`);
      });
    let isAnswered = false;
    request.on("close", () => {
      if (!isAnswered) broken("the connection was closed before a response");
    });
    request.on("response", (response) => {
      isAnswered = true;
      // A provisional status is never the last word, whatever follows it.
      const { statusCode = 0 } = response;
      if (statusCode < 200) return broken(`no response but status ${statusCode}`);
      read(response, bounds.mostBytes).then((bytes) => {
        over();
        resolve(asCallResponse(response, bytes));
      }, fail);
    });
    request.end(call.body ?? "");
  });
}

function start(url: URL, { method, headers, body = "", signal }: Call): ClientRequest {
  const secure = url.protocol === "https:";
  return (secure ? requestHttps : requestHttp)(url, {
    method,
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    agent: agents[secure ? "https:" : "http:"],
    signal,
  });
}

async function read(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new CallError("too-large", `the response has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asCallResponse({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): CallResponse {
  return {
    status: statusCode,
    headers,
    bytes,
    get text() {
      return bytes.toString("utf8");
    },
  };
}

function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  return new CallError("broken", error instanceof Error ? error.message : String(error), error);
}
