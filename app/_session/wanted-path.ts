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
  return withWanted("/masuk", wanted);
}

/** A page that leads on to `wanted` in the end; just the page when nothing is wanted. */
export function withWanted(page: string, wanted: string | undefined): Route {
  return (wanted ? `${page}?${new URLSearchParams({ lanjut: wanted })}` : page) as Route;
}
