import type { Opened } from "#domain/images/opened-file.ts";
import { limits } from "#limits.ts";

/**
 * Sends a stored picture; nothing becomes a 404 that no cache keeps, and what its store cannot give just now a 503. Every
 * stored picture is WebP.
 */
export function sendPicture(file: Opened | null, headers: Record<string, string>): Response {
  const notKept = { ...headers, "cache-control": "no-store" };
  if (!file) return new Response("Not found", { status: 404, headers: notKept });
  if (file === "unreadable") {
    const retry = { "retry-after": String(limits.page.retryAfterSeconds) };
    return new Response("This file cannot be read right now", { status: 503, headers: { ...notKept, ...retry } });
  }
  return new Response(file.body, {
    headers: {
      "content-type": "image/webp",
      "content-length": String(file.sizeBytes),
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}

/** The headers of an answer alone, for HEAD. Next would take them from GET and leave the file open that nobody reads. */
export async function withoutBody({ status, headers, body }: Response): Promise<Response> {
  await body?.cancel();
  return new Response(null, { status, headers });
}
