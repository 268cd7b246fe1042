import { sendPicture, withoutBody } from "#app/_http/file-response.ts";
import { openOwnUpload } from "#domain/files/queries.ts";
import { visitorOf } from "#domain/users/session.ts";

type Context = { params: Promise<{ name: string }> };

/** A photo for the one who uploaded it, before any trip has it: a draft of the form shows it after a reload. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const visitor = await visitorOf(request.headers);
  const photo = visitor && (await openOwnUpload(visitor.id, (await params).name));
  return sendPicture(photo, { "cache-control": "private, no-store", "cross-origin-resource-policy": "same-origin" });
}

/** The headers alone. */
export async function HEAD(request: Request, context: Context): Promise<Response> {
  return withoutBody(await GET(request, context));
}
