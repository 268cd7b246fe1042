"use client";

import type { ReactNode } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { HeldButton } from "./held-button.tsx";
import { useHeld } from "./use-held.ts";

/** One thing that is wrong, drawn. */
export type HeldProblem = { id: string; drawn: ReactNode };

/**
 * What is wrong, which nothing pushes away while somebody reads it: what comes meanwhile waits behind a button, and what is
 * over stays until then, paler, but for what came of a press: that it worked is the news.
 */
export function HeldProblems({
  problems,
  locale,
  children,
}: {
  problems: HeldProblem[];
  locale: Locale;
  children: ReactNode;
}) {
  const texts = systemTexts(locale).attention;
  const { place, shown, show } = useHeld(problems);
  const ids = new Set(problems.map(({ id }) => id));
  const isSame = shown.length === problems.length && shown.every(({ id }) => ids.has(id));
  return (
    <div ref={place} tabIndex={-1} className="relative min-h-px outline-none">
      <HeldButton label={isSame ? undefined : texts.changed} onClick={show} />
      {shown.length > 0 && (
        <section aria-labelledby="attention" className="space-y-3">
          {children}
          <ul className="space-y-2">
            {shown.map(({ id, drawn }) => (
              <li key={id} data-over={!ids.has(id) || undefined} className="group/held">
                {drawn}
                {!ids.has(id) && <p className="px-3 pt-1 text-sm sm:px-4 font-semibold text-ok">{texts.over}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
