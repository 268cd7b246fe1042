"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { Fold } from "#ui/fold.tsx";

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
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(lines);

  useEffect(() => {
    setShown((before) => {
      if (before === lines || !isRead(place.current)) return lines;
      const now = new Map(lines.map((line) => [line.id, line]));
      return before.map((line) => now.get(line.id) ?? line);
    });
  }, [lines]);

  const entries = shown.map(({ entry }) => entry);
  const newestShown = shown[0]?.id;
  const waiting = newestShown === lines[0]?.id ? 0 : runIds.indexOf(newestShown ?? "");
  const showAll = () => {
    setShown(lines);
    // The button goes away, and the focus must not go with it.
    place.current?.focus({ preventScroll: true });
  };
  return (
    <div ref={place} tabIndex={-1} className="relative outline-none">
      {/* Takes no room, so that it moves nothing when it comes. */}
      <div aria-live="polite" className="pointer-events-none sticky top-3 z-10 flex h-0 justify-center print:hidden">
        {waiting !== 0 && (
          <Button size="small" onClick={showAll} className="pointer-events-auto shadow-float">
            {waiting > 0 ? texts.waiting(waiting) : texts.manyWaiting(runIds.length)}
          </Button>
        )}
      </div>
      {!asList && (
        <table className="hidden w-full table-fixed text-[15px] md:table print:table">
          {head}
          <tbody className="divide-y divide-line">{shown.map(({ row }) => row)}</tbody>
        </table>
      )}
      <div className={classes(!asList && "md:hidden print:hidden")}>
        <ul className="divide-y divide-line border-y border-line">{entries.slice(0, shownOnPhones)}</ul>
        {entries.length > shownOnPhones && (
          <Fold title={texts.rest(entries.length - shownOnPhones)} className="border-b border-line">
            <ul className="divide-y divide-line">{entries.slice(shownOnPhones)}</ul>
          </Fold>
        )}
      </div>
    </div>
  );
}

/** Whether somebody may be reading it: it is in sight, or has the focus, in a tab that is looked at. */
function isRead(list: HTMLElement | null): boolean {
  if (!list || document.visibilityState !== "visible") return false;
  const { top, bottom } = list.getBoundingClientRect();
  return (top < window.innerHeight && bottom > 0) || list.contains(document.activeElement);
}
