"use client";

import { useEffect } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { type JobTone, Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";
import { agoInWords, useLive } from "./live.ts";

const refreshEveryMs = 10_000;

type LiveStatusProps = {
  tone: JobTone;
  sentence: string;
  /** How much of the sentence, from its start, is what matters most: the rest stands smaller. All of it unless told. */
  mainLength?: number | undefined;
  /** How many things are wrong: the figure on the icon of an installed page. */
  wrong: number;
  checkedAt: string;
  locale: Locale;
};

/**
 * The headline, kept current while somebody looks at it. While the server or its database is away the page stays, and the
 * headline says that instead of what was true before.
 */
export function LiveStatus({ tone, sentence, mainLength, wrong, checkedAt, locale }: LiveStatusProps) {
  const texts = systemTexts(locale).live;
  const { state, secondsAgo } = useLive(refreshEveryMs, checkedAt);
  const isReady = state === "ready";
  useAppBadge(isReady ? wrong : Math.max(wrong, 1));
  return (
    <>
      <Headline tone={isReady ? tone : "failed"} mainLength={isReady ? mainLength : undefined}>
        {isReady ? sentence : texts.away[state]}
      </Headline>
      <p className={classes("text-sm tabular-nums", isReady ? "text-ink-soft" : "font-semibold text-failed")}>
        {/* What ticks stands last, so that nothing behind it moves. */}
        {isReady ? `${texts.every} · ${texts.checked(agoInWords(secondsAgo, texts))}` : texts.notCurrent}
      </p>
    </>
  );
}

/** Puts a figure on the icon of an installed page while something is wrong, where the browser can. */
function useAppBadge(wrong: number): void {
  useEffect(() => {
    // Browsers that have no such icon, or no such page installed, refuse: there is nothing to show it on.
    const shown = wrong > 0 ? navigator.setAppBadge?.(wrong) : navigator.clearAppBadge?.();
    shown?.catch(() => {});
  }, [wrong]);
}

const toneTexts: Record<JobTone, string> = {
  ok: "text-ok",
  stale: "text-stale",
  failed: "text-failed",
  paused: "",
  running: "",
};

type HeadlineProps = { tone: JobTone; mainLength: number | undefined; children: string };

function Headline({ tone, mainLength, children }: HeadlineProps) {
  const [main, rest] = [children.slice(0, mainLength), mainLength === undefined ? "" : children.slice(mainLength)];
  return (
    <p
      role="status"
      className="flex items-start gap-3 text-2xl leading-tight font-extrabold tracking-tight text-balance sm:text-[1.75rem]"
    >
      <Shape tone={tone} className={`mt-1.5 size-5 sm:mt-2 ${toneTexts[tone]}`} />
      <span>
        {main}
        {rest && (
          <span className="mt-1 block text-base leading-snug font-bold tracking-normal text-wrap sm:text-lg">
            {rest}
          </span>
        )}
      </span>
    </p>
  );
}
