import { sendPicture, withoutBody } from "#app/_http/file-response.ts";
import { openPaper, type PaperKind, paperKinds } from "#domain/files/queries.ts";
import { visitorOf } from "#domain/users/session.ts";

type Context = { params: Promise<{ kind: string; id: string }> };

/** Kept by nobody, embedded by nobody else, and dead even if a browser took it for a page. */
const headers = {
  "cache-control": "private, no-store",
  "content-disposition": "inline",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
};

/** A proof of payment, an identity card or evidence, for its owner and admins; for everybody else there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { kind, id } = await params;
  const viewer = await visitorOf(request.headers);
  const paper = viewer && isPaperKind(kind) ? await openPaper({ kind, id, viewer }) : undefined;
  return sendPicture(paper, headers);
}

/** The headers alone. */
export async function HEAD(request: Request, context: Context): Promise<Response> {
  return withoutBody(await GET(request, context));
}

function isPaperKind(kind: string): kind is PaperKind {
  return (paperKinds as readonly string[]).includes(kind);
}
