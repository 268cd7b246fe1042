import { type NextRequest, NextResponse } from "next/server";
import { partHeader, partOf } from "#asked-part.ts";

/**
 * Gives every page a content security policy with a nonce of its own: only scripts that carry it run. Next reads the
 * nonce from the request's header and puts it on its own script tags. Headers that are the same for all answers stand in
 * next.config.ts.
 */
export function proxy(request: NextRequest): NextResponse {
  const path = request.nextUrl.pathname;
  // Private files bring a stricter policy of their own, which this one would replace.
  if (path.startsWith("/berkas/")) return NextResponse.next();
  const policy = contentSecurityPolicy(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(partHeader, partOf(path));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: what is static or an API has no scripts to allow. */
export const config = { matcher: ["/((?!api/|metrics$|_next/|.*\\.(?:svg|png|ico|webp|woff2|txt)$).*)"] };

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Inline style attributes carry the widths of bars; a nonce cannot allow attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
