/** A file of a store to send on. */
export type FileToSend = { sizeBytes: number; body: ReadableStream<Uint8Array> };

/** Sends a stored picture; nothing becomes a 404 that no cache keeps. Every stored picture is WebP. */
export function sendPicture(file: FileToSend | undefined, headers: Record<string, string>): Response {
  if (!file) return new Response("Not found", { status: 404, headers: { ...headers, "cache-control": "no-store" } });
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
