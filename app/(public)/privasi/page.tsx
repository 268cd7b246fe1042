import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { ContactCard } from "#app/_shell/contact-card.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { limits } from "#limits.ts";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { keptParts } from "./retention-words.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = textsFor((await preferences()).locale).privacy;
  return { title, description, alternates: { canonical: "/privasi" } };
}

/** What is kept about people, why and for how long: drawn from the list by which it is forgotten. Asks no database. */
export default async function PrivacyPage({ searchParams }: PageProps<"/privasi">) {
  const { dihapus } = await searchParams;
  const { locale } = await preferences();
  const texts = textsFor(locale).privacy;
  const { deleted, shared, backups, cookies, rights } = texts;
  return (
    <Page>
      {dihapus !== undefined && (
        <Notice tone="ok" role="status" className="mb-8">
          {deleted.done}
        </Notice>
      )}
      <header className="max-w-3xl">
        <h1 className="text-4xl font-extrabold sm:text-5xl">{texts.title}</h1>
        <p className="mt-4 text-lg text-ink-soft sm:text-xl">{texts.lead}</p>
      </header>
      {keptParts(locale).map(({ title, items }) => (
        <section key={title} className="mt-14">
          <h2 className="text-2xl font-extrabold">{title}</h2>
          <div className="mt-2 divide-y divide-line">
            {items.map((item) => (
              <article key={item.title} className="grid gap-x-10 gap-y-1.5 py-5 lg:grid-cols-[14rem_minmax(0,1fr)]">
                <h3 className="text-lg font-bold">{item.title}</h3>
                <dl className="grid gap-x-10 gap-y-3 sm:grid-cols-3">
                  <Fact name={texts.what}>{item.what}</Fact>
                  <Fact name={texts.why}>{item.why}</Fact>
                  <Fact name={texts.until} strong>
                    {item.until}
                  </Fact>
                </dl>
              </article>
            ))}
          </div>
        </section>
      ))}
      <div className="mt-14 grid gap-x-16 gap-y-12 lg:grid-cols-2">
        <Words title={shared.title} paragraphs={shared.paragraphs} />
        <Words
          title={backups.title}
          paragraphs={[backups.text(texts.period.days(limits.backup.days), limits.backup.weeks)]}
        />
        <Words title={cookies.title} paragraphs={[cookies.text]} />
        <section aria-labelledby="hak">
          <h2 id="hak" className="text-2xl font-extrabold">
            {rights.title}
          </h2>
          {rights.paragraphs.map((paragraph) => (
            <p key={paragraph} className="mt-2.5 text-ink-soft">
              {paragraph}
            </p>
          ))}
          <div className="mt-4">
            <ContactCard locale={locale} />
          </div>
          <TextLink href="/akun/data" apart>
            {rights.account}
          </TextLink>
        </section>
      </div>
    </Page>
  );
}

function Fact({ name, strong, children }: { name: string; strong?: boolean; children: string }) {
  return (
    <div>
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className={strong ? "font-semibold" : undefined}>{children}</dd>
    </div>
  );
}

function Words({ title, paragraphs }: { title: string; paragraphs: string[] }) {
  return (
    <section>
      <h2 className="text-2xl font-extrabold">{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph} className="mt-2.5 text-ink-soft">
          {paragraph}
        </p>
      ))}
    </section>
  );
}
