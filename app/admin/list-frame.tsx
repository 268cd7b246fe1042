import type { Route } from "next";
import type { ReactNode } from "react";
import { type Locale, textsFor } from "#texts/index.ts";
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
  flash?: string;
  shown: ListParams<string>;
  /** The page's lists by their names; with how much waits in them, where that matters. */
  lists: { list: string; label: string; count?: number }[];
  /** The cursor of the following page. */
  next?: string;
  /** Stands beside the title. */
  aside?: ReactNode;
  children: ReactNode;
};

/** What stands around every list of the back office: title, flash, the lists to choose from, the way on. */
export function ListFrame({ path, title, lead, locale, flash, shown, lists, next, aside, children }: ListFrameProps) {
  const texts = textsFor(locale).admin.list;
  return (
    <div className="space-y-5">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{title}</h1>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
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
