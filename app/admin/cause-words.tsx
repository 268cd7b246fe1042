import { mailCause, providerWords } from "#domain/emails/cause.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type CauseProps = {
  error: string;
  locale: Locale;
  /** What can follow once the cause is mended: that it is sent again, that it goes by itself, or nothing. */
  then?: "resend" | "waits" | "gone";
  /** The cause alone. */
  brief?: boolean;
};

/** Why a mail was not taken, in the reader's words, what to do, and the provider's own words quoted. */
export function Cause({ error, locale, then = "resend", brief = false }: CauseProps) {
  const texts = textsFor(locale).admin.emails;
  const name = mailCause(error);
  const cause = texts.causes[name];
  if (brief) return <span className="block text-sm text-failed wrap-anywhere">{cause.says}</span>;
  const mended = then === "waits" ? texts.triesItself : "mend" in cause ? "" : cause.todo;
  return (
    <div className="min-w-0 space-y-1">
      <p className="font-semibold text-failed">{cause.says}</p>
      <p className="text-[15px]">{"mend" in cause ? cause.mend + texts.afterMend[then] : mended}</p>
      {name !== "too-late" && (
        <p className="text-sm text-ink-soft wrap-anywhere">{texts.quoted(providerWords(error))}</p>
      )}
    </div>
  );
}
