import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { isBot } from "next/dist/shared/lib/router/utils/is-bot.js";
import { limits } from "#limits.ts";
import { localeCookie, themeCookie } from "#preference-cookies.ts";
import type { IsPage } from "./actions.ts";

type PassOn = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Bounds = Record<keyof typeof limits.pageCache, number>;

/** A page as it was sent; `askedMs` is when it was asked for, so that nothing on it is newer. */
type CachedPage = { headers: OutgoingHttpHeaders; body: Buffer; askedMs: number; isRenewed: boolean };

/**
 * Keeps a public page for a moment and sends it to the next who asks for it, without drawing it:
 * docs/decisions/0065-public-pages-for-a-moment.md. Only to somebody without a session, and only what Next drew for such
 * a one with the same address, language and theme. After `freshMs` one visitor gets a new one drawn and the others what is
 * there, until `keptMs`. Whatever may change something (a form, an upload, a job) empties it in this process at once.
 */
export function cachePages(
  isPublicPage: IsPage,
  passOn: PassOn,
  { bounds = limits.pageCache, now = () => performance.now() }: { bounds?: Bounds; now?: () => number } = {},
): PassOn {
  const cache = new PageCache(bounds);
  return (request, response) => {
    const key = keyOf(request, isPublicPage);
    if (key === undefined) {
      if (mayChange(request)) for (const event of ["finish", "close"]) response.once(event, () => cache.empty());
      return passOn(request, response);
    }
    const askedMs = now();
    const page = cache.get(key, askedMs);
    if (page) return send(page, response);
    const { generation } = cache;
    record(response, bounds.mostPageBytes, (headers, body) => {
      if (generation === cache.generation) cache.set(key, { headers, body, askedMs, isRenewed: false });
    });
    return passOn(request, response);
  };
}

class PageCache {
  /** In the order in which they were drawn. */
  readonly #pages = new Map<string, CachedPage>();
  readonly #bounds: Bounds;
  #bytes = 0;
  /** Counts how often it was emptied: what was asked for before is not kept after. */
  generation = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** Undefined for the one who is to have it drawn anew. */
  get(key: string, nowMs: number): CachedPage | undefined {
    const page = this.#pages.get(key);
    if (!page) return undefined;
    const ageMs = nowMs - page.askedMs;
    if (ageMs < this.#bounds.freshMs) return page;
    if (ageMs >= this.#bounds.keptMs) return this.#delete(key, page);
    if (page.isRenewed) return page;
    page.isRenewed = true;
    return undefined;
  }

  set(key: string, page: CachedPage): void {
    const before = this.#pages.get(key);
    if (before) this.#delete(key, before);
    this.#pages.set(key, page);
    this.#bytes += page.body.length;
    // Pages that nobody asks for any more are not to lie in memory.
    setTimeout(() => this.#pages.get(key) === page && this.#delete(key, page), this.#bounds.keptMs).unref();
    for (const [oldest, its] of this.#pages) {
      if (this.#pages.size <= this.#bounds.mostPages && this.#bytes <= this.#bounds.mostBytes) break;
      this.#delete(oldest, its);
    }
  }

  empty(): void {
    this.generation += 1;
    this.#pages.clear();
    this.#bytes = 0;
  }

  #delete(key: string, page: CachedPage): undefined {
    this.#pages.delete(key);
    this.#bytes -= page.body.length;
  }
}

/** What decides what a page looks like to somebody without a session, beyond its address. */
const varying = ["host", "x-forwarded-host", "x-forwarded-proto", "accept-encoding", "accept-language", "cookie"];

/**
 * What browsers and proxies send and no page of ours depends on. Whoever sends anything else, such as Next's own headers for
 * parts of pages, is not to leave to others what they got by it.
 */
const harmless =
  /^(accept|cache-control|connection|dnt|if-modified-since|if-none-match|keep-alive|origin|pragma|priority|referer|save-data|sec-.+|te|upgrade-insecure-requests|user-agent|via|x-forwarded-for|x-real-ip)$/;

/** Of a page that is the same for everybody who asks for it like this; undefined for any other request. */
function keyOf({ method, url = "", headers }: IncomingMessage, isPublicPage: IsPage): string | undefined {
  if (method !== "GET" || !isPublicPage(url.split("?", 1)[0]!)) return undefined;
  if (!Object.keys(headers).every((name) => varying.includes(name) || harmless.test(name))) return undefined;
  // Next writes a page for them in another way.
  if (isBot(headers["user-agent"] ?? "") || !hasOnlyPreferences(headers.cookie)) return undefined;
  return JSON.stringify([url, ...varying.map((name) => headers[name] ?? "")]);
}

/** Any other cookie may say who somebody is, or what their last form brought. */
function hasOnlyPreferences(cookie = ""): boolean {
  const names = cookie.split(";").map((pair) => pair.split("=", 1)[0]!.trim());
  return names.every((name) => name === "" || name === localeCookie || name === themeCookie);
}

function mayChange({ method = "", url = "" }: IncomingMessage): boolean {
  return !["GET", "HEAD"].includes(method) || url.startsWith("/api/cron/");
}

/** Of this connection and this moment alone. */
const ownHeaders = ["connection", "keep-alive", "transfer-encoding", "date", "content-length"];

/** Hands a whole response on once it was sent, if others may have it, too. */
function record(
  response: ServerResponse,
  mostBytes: number,
  onWhole: (headers: OutgoingHttpHeaders, body: Buffer) => void,
): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  const { write, end } = response;
  const keep = (part: unknown, encoding: unknown) => {
    if (part === null || part === undefined || typeof part === "function" || bytes > mostBytes) return;
    const buffer = typeof part === "string" ? Buffer.from(part, asEncoding(encoding)) : Buffer.from(part as Uint8Array);
    bytes += buffer.length;
    if (bytes > mostBytes) parts.length = 0;
    else parts.push(buffer);
  };
  response.write = function (this: ServerResponse, ...given: unknown[]) {
    keep(given[0], given[1]);
    return write.apply(this, given as Parameters<typeof write>);
  } as typeof write;
  response.end = function (this: ServerResponse, ...given: unknown[]) {
    keep(given[0], given[1]);
    return end.apply(this, given as Parameters<typeof end>);
  } as typeof end;
  response.once("finish", () => {
    if (response.statusCode !== 200 || response.hasHeader("set-cookie") || bytes > mostBytes) return;
    const headers = Object.entries(response.getHeaders()).filter(([name]) => !ownHeaders.includes(name));
    onWhole(Object.fromEntries(headers), Buffer.concat(parts));
  });
}

function asEncoding(encoding: unknown): BufferEncoding | undefined {
  return typeof encoding === "string" ? (encoding as BufferEncoding) : undefined;
}

async function send({ headers, body }: CachedPage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value!);
  response.writeHead(200, { "content-length": body.length });
  response.end(body);
}
