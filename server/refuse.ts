import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { limits } from "#limits.ts";
import type { Locale } from "#texts/format.ts";
import { refusalTexts } from "#texts/refusal.ts";
import { refusedHeader } from "#unavailable-marks.ts";
import { hasBody } from "./crumbs.ts";
import { preferencesIn } from "./plain-page.ts";
import { discardRest } from "./read-body.ts";
import { earlierReleasePage, refusalPage } from "./refusal-page.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { writeRefused } from "./refused-log.ts";
import { stopReading } from "./stop-reading.ts";

/** Whoever sends like this is not waited for. */
const hungUpOn: Refusal[] = ["slow", "cut-off"];
const waitSeconds: Partial<Record<Refusal, string>> = {
  busy: "5",
  crowded: String(limits.turns.retryAfterSeconds),
  slow: "1",
};
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
/** Sockets that got their response already, before the request that was read from them learned of its end. */
const responded = new WeakSet<Duplex>();

/**
 * Answers a request in words that its sender can read, writes one line about it and takes no more of it. `typed` is what a
 * form held that came from an earlier release.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  reason: Refusal,
  typed: string[] = [],
): void {
  if (responded.has(request.socket) || response.closed) return;
  const { type, text, locale } = worded(request, reason, typed);
  writeRefused(reason, { method: request.method, path: area(request.url) });
  const isUnread = hasBody(request) && !request.complete;
  // What is wrong with the rest of its body is told to nobody: the connection has its response.
  if (isUnread) responded.add(request.socket);
  response.writeHead(refusals[reason], {
    ...headersOf(reason),
    "content-type": `${type}; charset=utf-8`,
    "content-language": locale,
    // For the page that sent a form, see `app/_forms/sent-forms`.
    ...(request.headers["next-action"] !== undefined ? { [refusedHeader]: reason } : {}),
    "content-length": Buffer.byteLength(text),
    // Whatever is still on its way belongs to this request, and nobody reads it.
    ...(isUnread ? { connection: "close" } : {}),
  });
  if (isUnread && hungUpOn.includes(reason)) stopReading(request.socket);
  if (!isUnread || hungUpOn.includes(reason)) return void response.end(text);
  // Complete for the client, but not ended: Node would hang up, and a client that still sends would not see it.
  response.write(text);
  discardRest(request, () => response.end());
}

/** What was no request, or broke off: answered on the bare connection where that is still possible. */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  stopReading(socket);
  const timer = setTimeout(() => socket.destroy(), limits.body.discardMs);
  socket.once("close", () => clearTimeout(timer));
  // A second response would be read as part of the first.
  if (responded.has(socket) || isUnderWay(socket)) return void socket.end();
  responded.add(socket);
  const reason = reasons[error.code ?? ""] ?? "bad-headers";
  writeRefused(reason);
  const text = `${refusalTexts("id").reasons[reason]}\n${refusalTexts("en").reasons[reason]}\n`;
  const headers = { ...headersOf(reason), "content-type": "text/plain; charset=utf-8", connection: "close" };
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(text) });
  // What no request came of is no form that could be sent again.
  const status = reason === "slow" ? 408 : refusals[reason];
  socket.end(
    `HTTP/1.1 ${status} Refused\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${text}`,
  );
}

/** Node's and its parser's words for what is wrong with the bytes of a request. */
const reasons: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: "too-many-headers",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "too-large",
  HPE_INVALID_EOF_STATE: "cut-off",
  HPE_INVALID_URL: "bad-address",
  HPE_INVALID_METHOD: "bad-method",
  ERR_HTTP_REQUEST_TIMEOUT: "slow",
};

function headersOf(reason: Refusal): Record<string, string> {
  return {
    "cache-control": "no-store",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    ...(refusals[reason] === 405 ? { allow: "GET, HEAD, POST" } : {}),
    ...(reason in waitSeconds ? { "retry-after": waitSeconds[reason]! } : {}),
    // Next's own word for it, which `app/_forms/sent-forms` waits for in the browser.
    ...(reason === "unknown-action" ? { "x-nextjs-action-not-found": "1" } : {}),
  };
}

/** A page for people, plain text for a form's script, JSON for everybody else. */
function worded(
  { headers, method, url = "/" }: IncomingMessage,
  reason: Refusal,
  typed: string[],
): { type: string; text: string; locale: Locale } {
  const preferences = preferencesIn(headers.cookie, headers["accept-language"]);
  const { locale } = preferences;
  const message = refusalTexts(locale).reasons[reason];
  if (headers["next-action"] !== undefined) return { type: "text/plain", text: message, locale };
  if (headers.accept?.includes("text/html")) {
    const isEarlier = reason === "unknown-action";
    const again = reason === "crowded" && method === "GET";
    const text = isEarlier ? earlierReleasePage(url, typed, preferences) : refusalPage(reason, preferences, again);
    return { type: "text/html", text, locale };
  }
  return { type: "application/json", text: JSON.stringify({ error: reason, message }), locale };
}

/** Where a request went, without what could tell who sent it. */
function area(url = ""): string {
  const segments = url.split(/[/?]/, 4).slice(1);
  return `/${segments.slice(0, segments[0] === "api" ? 2 : 1).join("/")}`.slice(0, 40);
}

/** Whether the first bytes of a response have gone out on it. */
function isUnderWay(socket: Duplex): boolean {
  const { _httpMessage: response } = socket as Duplex & { _httpMessage?: ServerResponse | null };
  return response?.headersSent ?? false;
}
