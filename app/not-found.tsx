import type { Metadata } from "next";
import { NotFoundLinks } from "#app/_shell/not-found-links.tsx";
import { textsFor } from "#texts/index.ts";
import { NoticePage } from "#ui/notice-page.tsx";
import { preferences } from "./_session/preferences.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).site.notFound.title };
}

/** What stands at an address with nothing behind it, or with something that is not for this visitor. */
export default async function NotFoundPage() {
  const { notFound } = textsFor((await preferences()).locale).site;
  return (
    <NoticePage title={notFound.title} lead={notFound.lead}>
      <NotFoundLinks texts={notFound} />
    </NoticePage>
  );
}
