import type { Html } from "./html.ts";
import { styleHash } from "./style.ts";

/** Nothing but the one style, the icon in the page itself and forms to this site: no script, no request elsewhere. */
const policy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const always = {
  "cache-control": "no-store",
  "content-security-policy": policy,
  // Without a referrer browsers would call the origin of the page's own form `null`.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** A page as a response; a HEAD gets the same without the page. */
export function respond(
  request: Request,
  { status, document, headers }: { status: number; document: Html; headers?: Record<string, string> },
): Response {
  const body = request.method === "HEAD" ? null : document.text;
  return new Response(body, { status, headers: { ...always, "content-type": "text/html; charset=utf-8", ...headers } });
}

/** Sends the browser on; what it was sent by is not kept in its history. */
export function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { ...always, location } });
}
