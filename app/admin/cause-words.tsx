import { type Failure, mailCauseOf, providerWords } from "#domain/emails/cause.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type CauseProps = {
  of: Failure;
  locale: Locale;
  /** What can follow once the cause is mended: that it is sent again, that it goes by itself, or nothing. */
  then?: "resend" | "waits" | "gone";
  /** The cause alone. */
  brief?: boolean;
};

/** Why a mail was not taken, in the reader's words, what to do, and the provider's own words quoted. */
export function Cause({ of: { endCause, lastError }, locale, then = "resend", brief = false }: CauseProps) {
  const texts = textsFor(locale).admin.emails;
  const name = mailCauseOf({ endCause, lastError }) ?? "unknown";
  const cause = texts.causes[name];
  if (brief) return <span className="block text-sm text-failed wrap-anywhere">{cause.says}</span>;
  const mended = then === "waits" ? texts.triesItself : "mend" in cause ? "" : cause.todo;
  return (
    <div className="min-w-0 space-y-1">
      <p className="font-semibold text-failed">{cause.says}</p>
      <p className="text-[15px]">{"mend" in cause ? cause.mend + texts.afterMend[then] : mended}</p>
      {lastError && <p className="text-sm text-ink-soft wrap-anywhere">{texts.quoted(providerWords(lastError))}</p>}
    </div>
  );
}
