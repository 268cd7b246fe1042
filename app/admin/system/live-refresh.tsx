"use client";

import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { classes } from "#ui/classes.ts";
import { agoInWords, useLive } from "./live.ts";

/** Says how current a page is and keeps it so; pages below the morning page stand under it. */
export function LiveRefresh({ everyMs, checkedAt, locale }: { everyMs: number; checkedAt: string; locale: Locale }) {
  const texts = systemTexts(locale).live;
  const { state, secondsAgo } = useLive(everyMs, checkedAt);
  const isReady = state === "ready";
  return (
    <p
      className={classes("text-sm tabular-nums print:hidden", isReady ? "text-ink-soft" : "font-semibold text-failed")}
    >
      {isReady
        ? `${texts.everySeconds(everyMs / 1000)} · ${texts.checked(agoInWords(secondsAgo, texts))}`
        : `${texts.away[state]} ${texts.notCurrent}`}
    </p>
  );
}
