import type { Metadata } from "next";
import type { ReactNode } from "react";
import { preferences, type Theme } from "#app/_session/preferences.ts";
import { textsFor } from "#texts/index.ts";
import { lost } from "./lost.tsx";
import { NotFoundFallback } from "./not-found-fallback.tsx";

/** What `notFound()` throws. */
const notFoundDigest = "NEXT_HTTP_ERROR_FALLBACK;404";

/**
 * A page that may not be there, or not for everybody: says so to a browser without scripts, too. Next answers a
 * `notFound()` of a page with the right status and an empty body, which only scripts fill with `not-found.tsx`.
 */
export function orNotFound<Props>(Page: (props: Props) => Promise<ReactNode>) {
  return async function PageOrNotFound(props: Props): Promise<ReactNode> {
    try {
      return await Page(props);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return <LostPage />;
    }
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "digest" in error && error.digest === notFoundDigest;
}

/** The title of a page that is not there; no search engine keeps it. */
export async function notFoundMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).site.notFound.title, robots: { index: false } };
}

/** The same sentences as `not-found.tsx`, which carry their own looks: the document that they stand in has none. */
async function LostPage() {
  const { locale, theme } = await preferences();
  const { title, lead, ways } = await lost();
  return (
    <NotFoundFallback>
      <style>{looksOf(theme)}</style>
      <main lang={locale}>
        <h1>{title}</h1>
        <p>{lead}</p>
        {ways.map(({ href, label }) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
      </main>
    </NotFoundFallback>
  );
}

const looksOf = (theme: Theme) => `
:root { color-scheme: ${theme === "system" ? "light dark" : theme} }
body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; color: light-dark(#10233b, #e8edf2); background: light-dark(#fbf9f5, #0c1620) }
main { max-width: 46ch; margin: 0 auto; padding: 5rem 1rem }
h1 { margin: 0; font-size: 2rem; line-height: 1.2 }
a { display: inline-block; padding: .75rem 1.5rem .75rem 0; font-weight: 600; color: light-dark(#0a6a70, #55c6c3) }
`;
