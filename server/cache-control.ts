import type { ServerResponse } from "node:http";

/**
 * What says nothing of caches is for whoever asked alone: a cache in between may keep a 404 that says nothing
 * (https://www.rfc-editor.org/rfc/rfc9111#section-4.2.2), and give it to the one who may see what is there.
 */
export function privateByDefault(response: ServerResponse): void {
  const { writeHead } = response;
  response.writeHead = function (this: ServerResponse, ...head: Parameters<typeof writeHead>) {
    if (!this.hasHeader("cache-control")) this.setHeader("cache-control", "private, no-store");
    return writeHead.apply(this, head);
  } as typeof writeHead;
}
