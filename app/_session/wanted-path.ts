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

/** The page of this site from which somebody came to sign in; nothing for those that are about signing in themselves. */
export function cameFrom(referer: string | null, host: string | null): Route | undefined {
  if (!referer || !URL.canParse(referer)) return undefined;
  const url = new URL(referer);
  return url.host === host && !aboutSigningIn.test(url.pathname)
    ? wantedPath(`${url.pathname}${url.search}`)
    : undefined;
}

const aboutSigningIn = /^\/(?:masuk|daftar|lupa-sandi|atur-sandi|konfirmasi-email|hentikan-rekening)(?:\/|$)/;

/** The page for the second step, which leads on as the first would have. */
export function codePath({ wanted, from }: { wanted?: string; from?: string }): Route {
  const query = new URLSearchParams({ ...(wanted && { lanjut: wanted }), ...(from && { dari: from }) });
  return (query.size > 0 ? `/masuk/kode?${query}` : "/masuk/kode") as Route;
}

/** A page that leads on to `wanted` in the end; just the page when nothing is wanted. */
export function withWanted(page: string, wanted: string | undefined): Route {
  return (wanted ? `${page}?${new URLSearchParams({ lanjut: wanted })}` : page) as Route;
}
