import type { Metadata, Route } from "next";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { shareCardPath, shareMetadata } from "#app/_shell/share-metadata.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { aboutNumbers } from "#app/(public)/about-numbers.ts";
import { textsFor } from "#texts/index.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await preferences();
  const { title, description } = textsFor(locale).about.terms;
  const card = shareCardPath("halaman", "syarat", { locale });
  return { title, ...shareMetadata({ title, description, path: "/syarat", card }) };
}

/** The rules in plain words; every number is the one that the domain reckons with. */
export default async function TermsPage() {
  const texts = textsFor((await preferences()).locale).about.terms;
  const sections = texts.sections(aboutNumbers);
  return (
    <Page narrow>
      <h1 className="text-4xl font-extrabold sm:text-5xl">{texts.title}</h1>
      <p className="mt-4 text-lg text-ink-soft">{texts.lead}</p>
      <ol className="mt-10 space-y-10">
        {sections.map(({ title, paragraphs }, at) => (
          <li key={title}>
            <h2 className="text-xl font-extrabold">
              {at + 1}. {title}
            </h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph} className="mt-2.5">
                {paragraph}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <Link
        href={"/cara-kerja" as Route}
        prefetch={false}
        className="mt-10 inline-flex min-h-11 items-center font-semibold text-sea underline-offset-4 hover:underline"
      >
        {texts.works}
      </Link>
    </Page>
  );
}
