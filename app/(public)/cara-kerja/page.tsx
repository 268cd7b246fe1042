import type { Metadata, Route } from "next";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { shareCardPath, shareMetadata } from "#app/_shell/share-metadata.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { aboutNumbers } from "#app/(public)/about-numbers.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await preferences();
  const { title, description } = textsFor(locale).about.works;
  const card = shareCardPath("halaman", "cara-kerja", { locale });
  return { title, ...shareMetadata({ title, description, path: "/cara-kerja", card }) };
}

/** Where the money goes and who gets it when, for participants first. */
export default async function HowItWorksPage() {
  const texts = textsFor((await preferences()).locale).about.works;
  const steps = texts.steps(aboutNumbers);
  return (
    <Page>
      <header className="max-w-3xl">
        <h1 className="text-4xl font-extrabold sm:text-5xl">{texts.title}</h1>
        <p className="mt-4 text-lg text-ink-soft sm:text-xl">{texts.lead}</p>
      </header>

      <div className="mt-12 grid gap-x-16 gap-y-14 lg:grid-cols-2">
        <section aria-labelledby="money">
          <h2 id="money" className="mb-6 text-2xl font-extrabold">
            {texts.money}
          </h2>
          <ol>
            {steps.map(({ title, detail }, at) => (
              <li key={title} className="relative flex gap-5 pb-8 last:pb-0">
                {at < steps.length - 1 && (
                  <span aria-hidden="true" className="absolute top-11 bottom-0 left-[21px] w-0.5 bg-line" />
                )}
                <span
                  aria-hidden="true"
                  className="grid size-11 shrink-0 place-items-center rounded-full bg-sea text-lg font-extrabold text-on-sea tabular-nums"
                >
                  {at + 1}
                </span>
                <div className="pt-1.5">
                  <h3 className="text-lg font-bold">{title}</h3>
                  <p className="mt-1 text-ink-soft">{detail}</p>
                </div>
              </li>
            ))}
          </ol>
        </section>

        <section aria-labelledby="refund">
          <h2 id="refund" className="text-2xl font-extrabold">
            {texts.refund}
          </h2>
          <p className="mt-1 mb-4 text-ink-soft">{texts.refundLead}</p>
          <table className="w-full text-left">
            <caption className="sr-only">{texts.table.caption}</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">{texts.table.when}</th>
                <th scope="col">{texts.table.back}</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line border-y border-line">
              {texts.table.rows(aboutNumbers).map(([when, back]) => (
                <tr key={when} className="grid gap-0.5 py-3.5 sm:table-row">
                  <td className="text-ink-soft sm:w-1/2 sm:py-3.5 sm:pr-6">{when}</td>
                  <td className="font-semibold sm:py-3.5">{back}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button asChild tone="call" className="min-h-12 px-6 text-base sm:min-h-12">
              <Link href="/" prefetch={false}>
                {texts.search}
              </Link>
            </Button>
            <Button asChild tone="quiet" className="min-h-12 px-6 text-base sm:min-h-12">
              <Link href={"/syarat" as Route} prefetch={false}>
                {texts.terms}
              </Link>
            </Button>
          </div>
        </section>
      </div>

      <section aria-labelledby="organizers" className="mt-16 border-t border-line pt-12">
        <h2 id="organizers" className="mb-6 text-2xl font-extrabold">
          {texts.organizers}
        </h2>
        <div className="grid gap-x-10 gap-y-8 md:grid-cols-3">
          {texts.organizerSections(aboutNumbers).map(({ title, paragraphs }) => (
            <div key={title}>
              <h3 className="text-lg font-bold">{title}</h3>
              {paragraphs.map((paragraph) => (
                <p key={paragraph} className="mt-2 text-ink-soft">
                  {paragraph}
                </p>
              ))}
            </div>
          ))}
        </div>
        <Button asChild tone="quiet" className="mt-8 min-h-12 px-6 text-base sm:min-h-12">
          <Link href={"/organizer/daftar" as Route} prefetch={false}>
            {texts.become}
          </Link>
        </Button>
      </section>
    </Page>
  );
}
