import { clock } from "#clock.ts";
import { env } from "#env.ts";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";

/** Says that time is moved, so that nobody takes a test server for the real one. */
export function TestClockBanner({ locale }: { locale: Locale }) {
  if (!env().SETRIP_TEST_CLOCK_FILE) return null;
  const offsetMs = clock().getTime() - Date.now();
  const sign = offsetMs < 0 ? "−" : "+";
  return (
    <Notice tone="stale" className="rounded-none px-4 sm:px-6 lg:px-8">
      {textsFor(locale).system.warnings.testClock(`${sign}${duration(Math.abs(offsetMs), locale)}`)}
    </Notice>
  );
}
