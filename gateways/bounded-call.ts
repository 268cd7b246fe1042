import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { limits } from "#limits.ts";

/** How long a call may take, until connected and altogether, and how much its response may hold. */
export type CallBounds = { connectMs: number; wholeMs: number; mostBytes: number };

/** What came back, whatever its status; headers in lower case. `text` is the bytes read as UTF-8. */
export type CallResponse = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; readonly text: string };

/** No complete response came. `reason` is `too-large` or `too-slow` where a bound ended the call, else `broken`. */
export class CallError extends Error {
  override name = "CallError";
  readonly reason: "too-large" | "too-slow" | "broken";
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
 * end. Redirects are not followed. Throws a {@link CallError} when no complete response came within the bounds.
 */
export function boundedCall(
  url: URL,
  call: { method: string; headers: Record<string, string>; body?: string | Uint8Array; signal?: AbortSignal },
  bounds: CallBounds = limits.call,
): Promise<CallResponse> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    const { body = "" } = call;
    const length = Buffer.byteLength(body);
    const request = (secure ? requestHttps : requestHttp)(url, {
      method: call.method,
      headers: { ...call.headers, "content-length": String(length) },
      agent: agents[secure ? "https:" : "http:"],
      signal: call.signal,
    });
    const stop = (reason: CallError["reason"], message: string) => request.destroy(new CallError(reason, message));
    const whole = setTimeout(() => stop("too-slow", `no response within ${bounds.wholeMs} ms`), bounds.wholeMs);
    const connect = setTimeout(() => stop("too-slow", `no connection within ${bounds.connectMs} ms`), bounds.connectMs);
    const settle = (end: () => void) => {
      clearTimeout(whole);
      clearTimeout(connect);
      end();
    };
    request.on("socket", (socket) => {
      if (!socket.connecting) clearTimeout(connect);
      else socket.once(secure ? "secureConnect" : "connect", () => clearTimeout(connect));
    });
    request.on("error", (error) => settle(() => reject(asCallError(error))));
    request.on("response", (response) => {
      read(response, bounds.mostBytes, stop).then(
        (bytes) => settle(() => resolve(asCallResponse(response, bytes))),
        (error) => settle(() => reject(asCallError(error))),
      );
    });
    request.end(body);
  });
}

async function read(
  response: IncomingMessage,
  mostBytes: number,
  stop: (reason: CallError["reason"], message: string) => void,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) {
      stop("too-large", `the response has more than ${mostBytes} bytes`);
      throw new CallError("too-large", `the response has more than ${mostBytes} bytes`);
    }
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
