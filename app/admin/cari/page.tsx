import type { Metadata, Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { searchAddress, searchedWords } from "#app/admin/search-address.ts";
import { Section } from "#app/admin/section.tsx";
import { clock } from "#clock.ts";
import { searchExamples } from "#domain/search/examples.ts";
import type { Found } from "#domain/search/in-time.ts";
import { type SearchGroup, type SearchResult, search, searchGroups } from "#domain/search/search.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Empty } from "#ui/empty.tsx";
import { Facts } from "#ui/facts.tsx";
import { Notice } from "#ui/notice.tsx";
import { rowsOf } from "./rows.tsx";

/** Never what was looked for: titles stand in the browser's history. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.search.title };
}

const path = "/admin/cari";

/** What the one search of the back office found, by kind, each with where it stands and what to do next. */
export default orNotFound(async function SearchPage({ searchParams }: PageProps<"/admin/cari">) {
  const params = await searchParams;
  await requireAdmin(path);
  const { locale } = await preferences();
  const words = searchedWords(params);
  const only = searchGroups.find((group) => group === one(params.bagian));
  const texts = textsFor(locale).admin.search;
  const result = words === "" ? undefined : await search(words, { now: clock(), only });
  return (
    <div className="space-y-8">
      <header className="space-y-1">
        {only && <BackLink href={searchAddress(path, { words }) as Route}>{texts.all}</BackLink>}
        <h1 className="text-2xl font-extrabold tracking-tight break-words sm:text-[1.75rem]">
          {words === "" ? texts.title : texts.titleFor(words)}
        </h1>
        {!result && <p className="max-w-[70ch] text-ink-soft">{words === "" ? texts.lead : texts.tooShort}</p>}
      </header>
      {!result && <Examples locale={locale} />}
      {result && <Results result={result} words={words} only={only} locale={locale} />}
    </div>
  );
});

/** What may be typed, one of each kind. */
function Examples({ locale }: { locale: Locale }) {
  const { examples } = textsFor(locale).admin.search;
  const facts = searchExamples.map(([kind, example]) => ({
    name: examples[kind],
    // Names and codes as they are here, whatever language the page is read in.
    value: (
      <span lang="id" className="font-mono text-sm">
        {example}
      </span>
    ),
  }));
  return <Facts facts={facts} className="max-w-2xl" />;
}

type ResultsProps = { result: SearchResult; words: string; only?: SearchGroup; locale: Locale };

function Results({ result, words, only, locale }: ResultsProps) {
  const { none, noneLead } = textsFor(locale).admin.search;
  const groups = searchGroups.filter((group) => {
    const found = result[group];
    return found && (found.rows.length > 0 || found.late);
  });
  if (groups.length === 0) return <Empty title={none} lead={noneLead} />;
  return groups.map((group) => (
    <Group key={group} group={group} found={result[group]!} words={words} only={only} locale={locale}>
      {rowsOf(group, result, locale)}
    </Group>
  ));
}

type GroupProps = Omit<ResultsProps, "result"> & { group: SearchGroup; found: Found<unknown>; children: ReactNode };

function Group({ group, found, words, only, locale, children }: GroupProps) {
  const texts = textsFor(locale).admin.search;
  return (
    <Section title={texts.groups[group]}>
      {found.late && <Notice tone="stale">{texts.late}</Notice>}
      {found.rows.length > 0 && children}
      {found.more &&
        (only ? (
          <p className="text-ink-soft">{texts.tooMany(count(found.rows.length, locale))}</p>
        ) : (
          <Link
            href={searchAddress(path, { words, bagian: group }) as Route}
            prefetch={false}
            className="inline-flex min-h-11 items-center underline underline-offset-4"
          >
            {texts.more}
            <span className="sr-only">: {texts.groups[group]}</span>
          </Link>
        ))}
    </Section>
  );
}
