import { auth } from "#domain/users/auth.ts";

/** The auth library's own endpoints; the admin shell refreshes the session's cookie here, which a page cannot do. */
export const GET = (request: Request): Promise<Response> => auth().handler(request);
export const POST = (request: Request): Promise<Response> => auth().handler(request);
