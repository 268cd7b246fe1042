import type { BankAccount } from "#domain/users/people.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { CopyButton } from "#ui/copy-button.tsx";

/** Where money goes, with its number to copy: a digit that is typed wrong sends it to somebody else. */
export function Account({ account, locale }: { account: BankAccount; locale: Locale }) {
  const { copyNumber, copied } = textsFor(locale).admin.refunds;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>
        {account.bankName} <span className="font-mono text-[15px] font-semibold">{account.bankAccountNo}</span>
        <span className="block text-sm text-ink-soft">{account.bankAccountName}</span>
      </span>
      <CopyButton text={account.bankAccountNo} label={copyNumber} copied={copied} />
    </div>
  );
}
