import { preferences } from "#app/_session/preferences.ts";
import { NotFoundLinks } from "#app/_shell/not-found-links.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { textsFor } from "#texts/index.ts";

/** A trip or an organizer that is not there: the site stands around it, unlike at an address that nothing ever had. */
export default async function NotFoundPage() {
  const { notFound } = textsFor((await preferences()).locale).site;
  return (
    <Page narrow className="py-20">
      <h1 className="text-3xl font-extrabold sm:text-4xl">{notFound.title}</h1>
      <p className="mt-3 max-w-[46ch] text-lg text-ink-soft">{notFound.lead}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <NotFoundLinks texts={notFound} />
      </div>
    </Page>
  );
}
