import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { ContactCard } from "#app/_shell/contact-card.tsx";
import { shareCardPath, shareMetadata } from "#app/_shell/share-metadata.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { aboutNumbers } from "#app/(public)/about-numbers.ts";
import { textsFor } from "#texts/index.ts";
import { TextLink } from "#ui/text-link.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await preferences();
  const { title, description } = textsFor(locale).help;
  const card = shareCardPath("halaman", "bantuan", { locale });
  return { title, ...shareMetadata({ title, description, path: "/bantuan", card }) };
}

/** What people ask, and where they write to when the answer is not here. Asks no database. */
export default async function HelpPage() {
  const { locale } = await preferences();
  const texts = textsFor(locale).help;
  return (
    <Page>
      <header className="max-w-3xl">
        <h1 className="text-4xl font-extrabold sm:text-5xl">{texts.title}</h1>
        <p className="mt-4 text-lg text-ink-soft sm:text-xl">{texts.lead}</p>
      </header>
      <div className="mt-12 grid gap-x-16 gap-y-14 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="space-y-12">
          {texts.questions(aboutNumbers).map(({ title, items }) => (
            <section key={title}>
              <h2 className="text-2xl font-extrabold">{title}</h2>
              <dl className="mt-2 divide-y divide-line">
                {items.map(({ question, answer }) => (
                  <div key={question} className="py-5">
                    <dt className="text-lg font-bold">{question}</dt>
                    <dd className="mt-1.5 max-w-[68ch] text-ink-soft">{answer}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <section id="kontak" aria-labelledby="contact" className="scroll-mt-6">
          <h2 id="contact" className="text-2xl font-extrabold">
            {texts.contact.title}
          </h2>
          <p className="mt-2 mb-4 text-ink-soft">{texts.contact.lead}</p>
          <ContactCard locale={locale} />
          <TextLink href="/privasi" apart className="mt-4">
            {texts.privacy}
          </TextLink>
        </section>
      </div>
    </Page>
  );
}
