import { limits } from "#limits.ts";
import type { Refusal } from "./refusals.ts";
import { isRouterState } from "./router-state.ts";

/** What the front looks at before a body: as much of Node's request as that needs. */
export type Head = {
  method?: string;
  url?: string;
  httpVersion?: string;
  headers: NodeJS.Dict<string | string[]>;
  rawHeaders: string[];
};

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Said twice, one reader takes the first and another the last. */
const singleHeaders = [
  "host",
  "origin",
  "content-type",
  "content-length",
  "content-encoding",
  "transfer-encoding",
].concat(["next-action", "x-forwarded-host", "x-forwarded-proto", "authorization"]);
const host = "(?:[\\w.-]+|\\[[\\da-f:.]+\\])(?::\\d{1,5})?";
/** Of several proxies in a row, each adds its own after a comma. */
const listOf = (one: string) => new RegExp(`^${one}(?:, ?${one})*$`, "i");
const hostPattern = new RegExp(`^${host}$`, "i");
const hostsPattern = listOf(host);
const protocolsPattern = listOf("https?");

/** Why a request is refused for what stands in its first lines; undefined when nothing is wrong with them. */
export function refusedByHead({ method = "", url = "", httpVersion, headers, rawHeaders }: Head): Refusal | undefined {
  if (!methods.includes(method)) return "bad-method";
  if (url.length > limits.address.mostBytes) return "long-address";
  if (!isReadable(url) || fieldsOf(url) > limits.address.mostQueryFields) return "bad-address";
  if (!/^(100-continue)?$/i.test(String(headers.expect ?? ""))) return "expectation";
  if (hasDuplicateHeader(rawHeaders)) return "bad-headers";
  if (httpVersion === "1.1" && headers.host === undefined) return "bad-headers";
  if (!fits(headers.host, hostPattern) || !fits(headers["x-forwarded-host"], hostsPattern)) return "bad-headers";
  if (!fits(headers["x-forwarded-proto"], protocolsPattern)) return "bad-headers";
  if (!isRouterState(headers["next-router-state-tree"])) return "bad-headers";
  if (String(headers.cookie ?? "").split(";").length > limits.address.mostCookies) return "too-many-headers";
  return undefined;
}

/** Segments that lead elsewhere: browsers resolve them, and two readers of such a path may disagree where it leads. */
const detour = /(^|\/)(\.|%2e){1,2}(\/|$)|\\|%5c/i;

/** An address such as `/%E0%A4%A` stands for no text, and one with a NUL for none that the database keeps. */
function isReadable(url: string): boolean {
  if (
    !url.startsWith("/") ||
    detour.test(url.split("?", 1)[0]!) ||
    url.includes("%00") ||
    !URL.canParse(url, "http://localhost")
  )
    return false;
  try {
    decodeURIComponent(url.split("?", 1)[0]!);
    return true;
  } catch {
    return false;
  }
}

function fieldsOf(url: string): number {
  const query = url.indexOf("?");
  return query < 0 ? 0 : url.slice(query).split("&").length;
}

function hasDuplicateHeader(rawHeaders: string[]): boolean {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return singleHeaders.some((name) => names.indexOf(name) !== names.lastIndexOf(name));
}

/** Each of them may be missing: HTTP/1.0 needs no host. */
function fits(value: string | string[] | undefined, pattern: RegExp): boolean {
  return value === undefined || (typeof value === "string" && pattern.test(value));
}

/**
 * Whether a page of another address sent a request that changes something. The host is the one that the proxy in front
 * passes on; who sends no origin is no browser, and has no visitor's cookies.
 */
export function isForeign({ headers }: Pick<Head, "headers">): boolean {
  const { origin, host } = headers;
  if (typeof origin !== "string") return false;
  const [ours = ""] = String(headers["x-forwarded-host"] ?? host ?? "").split(",");
  return !URL.canParse(origin) || new URL(origin).host !== ours.toLowerCase();
}
