import type { IncomingMessage, ServerResponse } from "node:http";
import { type Asker, asRequest } from "#db/bounds.ts";
import { limits } from "#limits.ts";
import type { Turn } from "#server/turns.ts";
import { unavailableHeader } from "#unavailable-marks.ts";
import { unavailablePage } from "./page.ts";

/** What describes a body that is not sent. */
const headersOfBody = ["content-encoding", "content-length", "etag", "last-modified", "link", "set-cookie", "vary"];

/** By it Next marks the request of its own for an action that it was sent at another page. */
const forwardedHeader = "x-action-forwarded";

/** Carries the status of such a request's response, which Next leaves behind: what failed would look like a success. */
const statusHeader = "x-setrip-status";

/** What it has waited for its turn is taken from the time in which its page is to answer. */
type Exchange = { request: IncomingMessage; response: ServerResponse; turn?: Turn };

/**
 * Runs `work` as a request. Where it fails because the database could not serve it, the framework's 500 becomes a 503
 * with a sentence: a page for whoever reads one, JSON for a program. It stands here, in front of everything, so that no
 * page, layout or route can be forgotten, and none needs a script to say it.
 */
export function answerUnavailability({ request, response, turn }: Exchange, work: () => Promise<void>): Promise<void> {
  return asRequest((asker) => {
    replaceFailure(request, response, asker);
    if (turn) {
      turn.isIdle = () => asker.budget?.isWaiting ?? false;
      turn.onLeave = () => asker.budget?.beginAnew();
    }
    return work();
  }, turn?.waitedMs);
}

function replaceFailure(request: IncomingMessage, response: ServerResponse, asker: Asker): void {
  const { write, end, writeHead } = response;
  let replaced = false;

  const mayReplace = (status: number) => {
    const certainty = certaintyOf(asker, response);
    if (replaced || response.headersSent || !certainty || (status < 500 && asker.unavailable)) return replaced;
    replaced = true;
    const { type, body } = bodyFor(request, asker, certainty);
    for (const name of headersOfBody) response.removeHeader(name);
    response.setHeader("content-type", type);
    response.setHeader("content-length", Buffer.byteLength(body));
    response.setHeader("cache-control", "no-store");
    response.setHeader("retry-after", limits.page.retryAfterSeconds);
    if (request.headers["next-action"]) response.setHeader(unavailableHeader, certainty);
    writeHead.call(response, 503);
    end.call(response, request.method === "HEAD" ? undefined : body, "utf8");
    return true;
  };

  response.writeHead = ((status: number, ...rest: never[]) =>
    mayReplace(status)
      ? response
      : writeHead.call(response, statusOfAction(request, response, status), ...rest)) as typeof writeHead;
  response.write = ((...args: Parameters<typeof write>) =>
    mayReplace(response.statusCode) ? finish(args, true) : write.apply(response, args)) as typeof write;
  response.end = ((...args: Parameters<typeof end>) =>
    mayReplace(response.statusCode) ? finish(args, response) : end.apply(response, args)) as typeof end;
}

/** Whoever writes the body that nobody gets hears that it is written. */
function finish<Result>(args: readonly unknown[], result: Result): Result {
  const done = args.findLast((arg) => typeof arg === "function");
  if (done) process.nextTick(done as () => void);
  return result;
}

/** The status of an action of another page is that of the request in which it was worked on. */
function statusOfAction(request: IncomingMessage, response: ServerResponse, status: number): number {
  if (response.headersSent) return status;
  if (request.headers[forwardedHeader]) {
    if (status >= 400) response.setHeader(statusHeader, status);
    return status;
  }
  const copied = Number(response.getHeader(statusHeader) ?? status);
  response.removeHeader(statusHeader);
  return copied;
}

type Certainty = "not-done" | "uncertain";

/**
 * What is known of a request that the database could not serve; undefined of any other. An action of another page than it
 * was posted to is worked on in a request of its own, whose headers Next copies into the response, but not its status.
 */
function certaintyOf({ committed, unavailable }: Asker, response: ServerResponse): Certainty | undefined {
  if (unavailable) return committed ? "uncertain" : "not-done";
  return response.getHeader(unavailableHeader) as Certainty | undefined;
}

function bodyFor(request: IncomingMessage, asker: Asker, certainty: Certainty): { type: string; body: string } {
  const isRead = request.headers.accept?.includes("text/html") && !request.headers["next-action"];
  if (isRead)
    return {
      type: "text/html; charset=utf-8",
      body: unavailablePage(request, asker.unavailable?.kind ?? "away", certainty),
    };
  return {
    // Of no other type does Next copy anything.
    type: request.headers[forwardedHeader] ? "text/x-component" : "application/json",
    body: `${JSON.stringify({ error: "The database does not answer. Try again." })}\n`,
  };
}
