"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { duration } from "#texts/duration.ts";
import type { Locale } from "#texts/format.ts";
import { payTexts } from "#texts/pay.ts";

type CountdownProps = {
  /** The deadline and the server's time when the page was made, both ISO. */
  until: string;
  now: string;
  locale: Locale;
};

/**
 * How long there is to pay, by the server's clock whatever the phone's says. Without scripts it is what it was when the
 * page was made; when it runs out the page is read again, and then says so.
 */
export function Countdown({ until, now, locale }: CountdownProps) {
  const router = useRouter();
  const texts = payTexts(locale);
  const [leftMs, setLeftMs] = useState(() => Date.parse(until) - Date.parse(now));

  useEffect(() => {
    const endsAt = performance.now() + Date.parse(until) - Date.parse(now);
    const tick = () => setLeftMs(Math.max(0, endsAt - performance.now()));
    const ticking = setInterval(tick, 1_000);
    return () => clearInterval(ticking);
  }, [until, now]);

  const isOver = leftMs <= 0;
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);

  return (
    <p role="timer" aria-label={texts.timeLeft} className="font-semibold text-stale tabular-nums">
      {texts.left(duration(Math.max(leftMs, 1_000), locale))}
    </p>
  );
}
