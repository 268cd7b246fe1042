import { auth } from "#domain/users/auth.ts";

/**
 * The few endpoints of the auth library that a browser may call itself. Whatever else people do with their accounts goes
 * through our own forms, where it is written down and their mails are queued.
 */
const open = ["GET /get-session", "POST /sign-in/email", "POST /sign-out"];

/** The admin shell refreshes the session's cookie here, which a page cannot do. */
export const GET = handle;
export const POST = handle;

async function handle(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice("/api/auth".length);
  if (!open.includes(`${request.method} ${path}`)) return new Response(null, { status: 404 });
  return withWait(await auth().handler(request));
}

/** The library says in a header of its own when somebody who came too often may come again. */
function withWait(response: Response): Response {
  const seconds = response.headers.get("x-retry-after");
  if (response.status !== 429 || seconds === null) return response;
  const headers = new Headers(response.headers);
  headers.set("retry-after", seconds);
  return new Response(response.body, { status: response.status, headers });
}
