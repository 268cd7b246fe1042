"use client";

import type { ReactNode } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { classes } from "#ui/classes.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { HeldButton } from "./held-button.tsx";
import { useHeld } from "./use-held.ts";

/** A line of the list, drawn twice: as a row for a desk and as an entry for a phone. */
export type HeldLine = { id: string; row: ReactNode; entry: ReactNode };

type HeldRunsProps = {
  lines: HeldLine[];
  /** All runs behind the lines, newest first: by them new ones are counted. */
  runIds: string[];
  head: ReactNode;
  /** Without the table. */
  asList: boolean;
  locale: Locale;
};

/** A thumb scrolls past so many; the others unfold. */
const shownOnPhones = 8;

/**
 * The latest runs, which nothing pushes away while somebody reads them: new ones wait behind a button that says how many
 * there are, and only what the shown lines say changes. While the list is out of sight it follows by itself.
 */
export function HeldRuns({ lines, runIds, head, asList, locale }: HeldRunsProps) {
  const texts = systemTexts(locale).runs;
  const { place, shown, show } = useHeld(lines);
  const entries = shown.map(({ entry }) => entry);
  const newestShown = shown[0]?.id;
  const waiting = newestShown === lines[0]?.id ? 0 : runIds.indexOf(newestShown ?? "");
  const label = waiting > 0 ? texts.waiting(waiting) : texts.manyWaiting(runIds.length);
  return (
    <div ref={place} tabIndex={-1} className="relative outline-none">
      <HeldButton label={waiting === 0 ? undefined : label} onClick={show} />
      {!asList && (
        <table className="hidden w-full table-fixed text-[15px] xl:table print:table">
          {head}
          <tbody className="divide-y divide-line">{shown.map(({ row }) => row)}</tbody>
        </table>
      )}
      <div className={classes(!asList && "xl:hidden print:hidden")}>
        <ul className="divide-y divide-line border-y border-line">{entries.slice(0, shownOnPhones)}</ul>
        {entries.length > shownOnPhones && (
          <Disclosure title={texts.rest(entries.length - shownOnPhones)} className="border-b border-line">
            <ul className="divide-y divide-line">{entries.slice(shownOnPhones)}</ul>
          </Disclosure>
        )}
      </div>
    </div>
  );
}
