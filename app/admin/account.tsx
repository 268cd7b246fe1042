import type { BankAccount } from "#domain/users/people.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { CopyButton } from "#ui/copy-button.tsx";

/** Where money goes, with its number to copy: a digit that is typed wrong sends it to somebody else. */
export function Account({ account, locale }: { account: BankAccount; locale: Locale }) {
  const { copyNumber, copied } = textsFor(locale).admin.refunds;
  return (
    <div>
      <p className="flex items-center gap-x-1">
        <span>
          {account.bankName} <span className="font-mono text-[15px] font-semibold">{account.bankAccountNo}</span>
        </span>
        <CopyButton compact text={account.bankAccountNo} label={copyNumber} copied={copied} />
      </p>
      <p className="text-sm text-ink-soft">{account.bankAccountName}</p>
    </div>
  );
}
