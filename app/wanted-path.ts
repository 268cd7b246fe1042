import type { Route } from "next";

const nowhere = "http://setrip.invalid";

/** The path inside this site that somebody wanted before signing in, or nothing when `value` leads anywhere else. */
export function wantedPath(value: unknown): Route | undefined {
  if (typeof value !== "string" || !value.startsWith("/") || !URL.canParse(value, nowhere)) return undefined;
  const url = new URL(value, nowhere);
  const path = `${url.pathname}${url.search}`;
  // `/.//evil.example` is a path here and another host in the browser.
  return url.origin === nowhere && !path.startsWith("//") ? (path as Route) : undefined;
}

/** The sign-in page that leads on to `wanted`. */
export function signInPath(wanted: string): Route {
  return `/masuk?${new URLSearchParams({ lanjut: wanted })}`;
}
