import type { BankAccount } from "#domain/users/people.ts";
import { age } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { CopyButton } from "#ui/copy-button.tsx";

/** Where money goes, with its number to copy: a digit that is typed wrong sends it to somebody else. `newForMs` marks a new account. */
export function Account({ account, newForMs, locale }: { account: BankAccount; newForMs?: number; locale: Locale }) {
  const { copyNumber, copied } = textsFor(locale).admin.refunds;
  return (
    <div>
      <p className="flex items-center gap-x-1">
        <span className="wrap-anywhere">
          {account.bankName} <span className="font-mono text-[15px] font-semibold">{account.bankAccountNo}</span>
        </span>
        <CopyButton compact text={account.bankAccountNo} label={copyNumber} copied={copied} />
      </p>
      <p className="text-sm text-ink-soft">{account.bankAccountName}</p>
      <NewAccountMark ageMs={newForMs} locale={locale} />
    </div>
  );
}

const hourMs = 3_600_000;

/** Says that an account was changed lately, and how long ago; nothing for one that has stood for a while. */
export function NewAccountMark({ ageMs, locale }: { ageMs: number | undefined; locale: Locale }) {
  if (ageMs === undefined) return null;
  // Minutes matter in the first hour alone.
  const rounded = ageMs < hourMs ? ageMs : ageMs - (ageMs % hourMs);
  return (
    <Badge tone="stale" size="small" className="mt-1">
      {textsFor(locale).admin.newAccount(age(rounded, locale))}
    </Badge>
  );
}
