import { mailCause } from "#domain/emails/cause.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** Why a mail was not taken, in the reader's words, what to do, and the provider's own words quoted. `brief` is the first alone. */
export function Cause({ error, locale, brief = false }: { error: string; locale: Locale; brief?: boolean }) {
  const texts = textsFor(locale).admin.emails;
  const cause = mailCause(error);
  const { says, todo } = texts.causes[cause];
  if (brief) return <span className="block text-sm text-failed wrap-anywhere">{says}</span>;
  return (
    <div className="min-w-0 space-y-1">
      <p className="font-semibold text-failed">{says}</p>
      <p className="text-[15px]">{todo}</p>
      {cause !== "too-late" && <p className="text-sm text-ink-soft wrap-anywhere">{texts.quoted(error)}</p>}
    </div>
  );
}
