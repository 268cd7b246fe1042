import type { Posting } from "#domain/ledger/journal/journal.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** What an account of the journal is called; one of the bank by its key: `bank:bca`. */
export function accountInWords(account: string, locale: Locale): string {
  const { accounts } = textsFor(locale).admin.months;
  const [name = "", key = ""] = account.split(":");
  if (name === "bank") return accounts.bank(key.toUpperCase());
  return (accounts as unknown as Record<string, string>)[name] ?? account;
}

/** What a posting is of, in a word or two. */
export function kindInWords({ kind }: Pick<Posting, "kind">, locale: Locale): string {
  const kinds: Record<string, string> = textsFor(locale).admin.months.kinds;
  return kinds[kind] ?? kind;
}
