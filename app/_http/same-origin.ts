/**
 * Whether a page of this very address sent the request. For handlers that change something: another site's page could
 * make a signed-in browser send one too, but not with our origin. The host is the one that nginx passes on.
 */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}
