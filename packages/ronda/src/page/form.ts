import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type Html, html } from "./html.ts";

/*
 * Two things keep another site from running a job in the name of somebody who is signed in. The browser says where a
 * form comes from, which no page can forge; and the form carries a token that belongs to a cookie of this browser, which
 * no other site can read. Neither needs to be kept by the server, so that any process takes the form of any other.
 */

const cookieName = "ronda-form";
const fieldName = "token";
const cookieValue = /^[\w-]{22}$/;

/** Whether the browser says that the form stands on a page of this very site, or is too old, or no browser, to say anything. */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  return origin === null || hostsOf(request).includes(hostOf(origin));
}

/** By what names this app may be known. A page of another site can set none of these headers. */
function hostsOf(request: Request): (string | undefined)[] {
  const names = [request.headers.get("host"), request.headers.get("x-forwarded-host"), new URL(request.url).host];
  return names.flatMap((name) => (name ? [name.split(",")[0]?.trim().toLowerCase()] : []));
}

/** The host of an address, `null` and other words that are none match nothing. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host || "(none)" : "(none)";
}

/** This browser's cookie: what it sent, or a new one with the header that sets it. */
export function formCookie(request: Request): { secret: string; setCookie: string | undefined } {
  const known = sentCookie(request);
  if (known) return { secret: known, setCookie: undefined };
  const secret = randomBytes(16).toString("base64url");
  const protocol = request.headers.get("x-forwarded-proto") ?? new URL(request.url).protocol;
  const secure = protocol.startsWith("https") ? "; Secure" : "";
  // `Lax`, so that who follows a link from a chat keeps the cookie of the tabs that are open already.
  return { secret, setCookie: `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Lax${secure}` };
}

function sentCookie(request: Request): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(/; */);
  const value = pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  return value && cookieValue.test(value) ? value : undefined;
}

/** Whose form it is, and what it is about: a job's name, or the path of what is done. */
type About = { actor: string; about: string };

/** What a form carries: good for this person in this browser, and for this one thing. */
export function formToken(secret: string, { actor, about }: About): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify([actor, about]))
    .digest("base64url");
}

/** Whether the token in a form is that of the browser which sent it. */
export function isOwnForm(request: Request, form: URLSearchParams, about: About): boolean {
  const secret = sentCookie(request);
  if (!secret) return false;
  const [given, own] = [Buffer.from(form.get(fieldName) ?? ""), Buffer.from(formToken(secret, about))];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** The field that carries the token. */
export function formField(token: string): Html {
  return html`<input type="hidden" name="${fieldName}" value="${token}">`;
}

/** More of a form is not read: an input of 64 KiB, in which each sign may take three on its way. */
const mostFormBytes = 256 * 1024;

/** A form as it was sent; or why it is not read. */
export async function readForm(request: Request): Promise<URLSearchParams | "noForm" | "tooLarge"> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return "noForm";
  if (Number(request.headers.get("content-length") ?? 0) > mostFormBytes) return "tooLarge";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels what is still to come.
    if (bytes > mostFormBytes) return "tooLarge";
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
