import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import type { AccountBalance } from "#domain/bank-book/balance.ts";
import { count, day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { type Fact, Facts } from "#ui/facts.tsx";
import { Notice } from "#ui/notice.tsx";
import { takeOverAction } from "./actions.ts";

type BalanceCardProps = { balance: AccountBalance; back: string; locale: Locale };

/** An account as the book and as the bank have it, and what makes the difference. */
export function BalanceCard({ balance, back, locale }: BalanceCardProps) {
  const texts = textsFor(locale).admin.bank.balance;
  const { bookRupiah, bank } = balance;
  const difference = bank && bank.rupiah - bookRupiah;
  const facts: Fact[] = [
    { name: texts.book, value: rupiah(bookRupiah) },
    bank
      ? { name: texts.bank(day(bank.lastDay, locale)), value: rupiah(bank.rupiah) }
      : { name: texts.noBank, value: texts.unknown },
    { name: texts.difference, value: difference ? rupiah(difference) : undefined },
  ];
  return (
    <section aria-labelledby="balance" className="min-w-0 space-y-3">
      <h2 id="balance" className="text-lg font-extrabold">
        {texts.title}
      </h2>
      <Facts facts={facts} />
      {difference === 0 && <Notice tone="ok">{texts.agree}</Notice>}
      {balance.parts && difference !== 0 && <Parts balance={balance} back={back} locale={locale} />}
    </section>
  );
}

function Parts({ balance, back, locale }: BalanceCardProps) {
  const texts = textsFor(locale).admin.bank.balance;
  const { open } = balance;
  const { receipts, transfers, returned, before } = balance.parts!;
  const figure = (number: number) => count(number, locale);
  const submit = balance.hasOpening ? texts.correct : texts.takeOver;
  const facts: Fact[] = [
    { name: texts.open(figure(open.count)), value: open.count > 0 && rupiah(open.rupiah) },
    { name: texts.receipts(figure(receipts.count)), value: receipts.count > 0 && rupiah(receipts.rupiah) },
    { name: texts.transfers(figure(transfers.count)), value: transfers.count > 0 && rupiah(transfers.rupiah) },
    { name: texts.returned, value: returned.rupiah !== 0 && rupiah(returned.rupiah) },
    {
      name: balance.hasOpening ? texts.unexplained : texts.before,
      value: before.rupiah !== 0 && rupiah(before.rupiah),
    },
  ];
  return (
    <div className="space-y-2 rounded-card bg-sand p-4">
      <h3 className="text-sm font-semibold">{texts.parts}</h3>
      <Facts facts={facts} />
      {before.rupiah !== 0 && (
        <ActionDisclosure label={submit}>
          <ActionForm
            action={takeOverAction}
            hidden={{ accountKey: balance.accountKey, amountRupiah: String(before.rupiah), back }}
            fields={[{ name: "note", label: texts.takeOverNote }]}
            submit={submit}
            pending={textsFor(locale).admin.form.working}
            tone="quiet"
            mails={false}
          >
            <p className="text-sm text-ink-soft">{balance.hasOpening ? texts.correctLead : texts.takeOverLead}</p>
          </ActionForm>
        </ActionDisclosure>
      )}
    </div>
  );
}
