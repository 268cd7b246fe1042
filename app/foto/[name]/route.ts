import { sendPicture, withoutBody } from "#app/_http/file-response.ts";
import { openTripPhoto } from "#domain/files/queries.ts";

type Context = { params: Promise<{ name: string }> };

/** A photo of a trip, or one of its widths. Its name never stands for another picture, so browsers may keep it for a year. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const photo = await openTripPhoto((await params).name);
  return sendPicture(photo, { "cache-control": "public, max-age=31536000, immutable" });
}

/** The headers alone. */
export async function HEAD(request: Request, context: Context): Promise<Response> {
  return withoutBody(await GET(request, context));
}
