import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";

/** Since when something is so. */
export function Since({ at, locale }: { at: Date; locale: Locale }) {
  const [before, after] = textsFor(locale).system.attention.since("\n").split("\n");
  return (
    <>
      {before}
      <Moment at={at} locale={locale} />
      {after}
    </>
  );
}
