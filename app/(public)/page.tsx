import { textsFor } from "#texts/index.ts";
import { preferences } from "../preferences.ts";
import { Page } from "../site-shell.tsx";

/** The front page. */
export default async function HomePage() {
  const { home } = textsFor((await preferences()).locale);
  return (
    <Page>
      <h1 className="max-w-[20ch] text-4xl font-extrabold sm:text-5xl">{home.title}</h1>
      <p className="mt-4 max-w-[52ch] text-lg text-ink-soft">{home.lead}</p>
    </Page>
  );
}
