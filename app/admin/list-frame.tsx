import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Search, X } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { Pages } from "#ui/pages.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { type ListParams, listAddress } from "./params.ts";

type ListFrameProps = {
  path: string;
  title: string;
  lead?: string;
  locale: Locale;
  /** What came of what was just done. */
  news?: string;
  shown: ListParams<string>;
  /** The page's lists by their names; with how much waits in them, where that matters. */
  lists: { list: string; label: string; count?: number }[];
  search?: { label: string; placeholder?: string };
  /** The cursor of the following page. */
  next?: string;
  /** Stands beside the title. */
  aside?: ReactNode;
  children: ReactNode;
};

/** What stands around every list of the back office: title, news, search, the lists to choose from, the way on. */
export function ListFrame({
  path,
  title,
  lead,
  locale,
  news,
  shown,
  lists,
  search,
  next,
  aside,
  children,
}: ListFrameProps) {
  const texts = textsFor(locale).admin.list;
  return (
    <div className="space-y-5">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{title}</h1>
        {search && <SearchBox path={path} shown={shown} {...search} texts={texts} />}
      </header>
      {news && (
        <Notice tone="ok" role="status">
          {news}
        </Notice>
      )}
      <Tabs
        label={texts.lists}
        tabs={lists.map(({ list, label, count }) => ({
          href: listAddress(path, { list }) as Route,
          label,
          count: count || undefined,
          here: shown.search === "" && shown.list === list,
        }))}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        {lead && <p className="max-w-[70ch] text-ink-soft">{lead}</p>}
        {aside}
      </div>
      {children}
      <Pages
        before={shown.cursor ? (listAddress(path, { ...shown, cursor: undefined }) as Route) : undefined}
        after={next ? (listAddress(path, { ...shown, cursor: next }) as Route) : undefined}
        texts={{ before: texts.first, after: texts.next, label: texts.pages }}
      />
    </div>
  );
}

type SearchBoxProps = {
  path: string;
  shown: ListParams<string>;
  label: string;
  placeholder?: string;
  texts: { search: string; clear: string };
};

function SearchBox({ path, shown, label, placeholder, texts }: SearchBoxProps) {
  return (
    <search className="w-full sm:w-auto">
      <form action={path} className="flex gap-2">
        <input
          type="search"
          name="cari"
          defaultValue={shown.search}
          key={shown.search}
          aria-label={label}
          placeholder={placeholder ?? label}
          className="min-h-11 w-full rounded-control border border-line-strong bg-surface px-3.5 text-base placeholder:text-ink-soft sm:min-h-10 sm:w-72"
        />
        <Button type="submit" tone="quiet" aria-label={texts.search} className="px-3">
          <Search aria-hidden="true" className="size-4" />
        </Button>
        {shown.search !== "" && (
          <Button asChild tone="bare" className="px-3">
            <Link href={path as Route} aria-label={texts.clear}>
              <X aria-hidden="true" className="size-4" />
            </Link>
          </Button>
        )}
      </form>
    </search>
  );
}
