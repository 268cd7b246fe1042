import { openTripPhoto } from "#domain/images/queries.ts";

/** A photo of a trip, or one of its widths. Its name never stands for another picture, so browsers may keep it for a year. */
export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const photo = await openTripPhoto((await params).name);
  if (!photo) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(photo.body, {
    headers: {
      "content-type": "image/webp",
      "content-length": String(photo.sizeBytes),
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The headers alone. Next would take them from GET and leave the file open that nobody reads. */
export async function HEAD(request: Request, context: { params: Promise<{ name: string }> }): Promise<Response> {
  const { status, headers, body } = await GET(request, context);
  await body?.cancel();
  return new Response(null, { status, headers });
}
