import type { Metadata } from "next";
import { profileOf } from "#domain/users/profile.ts";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { preferences } from "../../../preferences.ts";
import { requireUser } from "../../../visitor.ts";
import { AccountFrame, Section } from "../account-frame.tsx";
import { BankAccountForm } from "./bank-account-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).profile.bank.title };
}

/** Where one's refunds and payouts go. */
export default async function BankAccountPage({ searchParams }: PageProps<"/akun/rekening">) {
  const asking = await requireUser("/akun/rekening");
  const { tersimpan } = await searchParams;
  const { locale } = await preferences();
  const texts = textsFor(locale).profile.bank;
  const account = (await profileOf(asking.id))?.account;
  return (
    <AccountFrame asking={asking} here="bank">
      {tersimpan !== undefined && (
        <Notice tone="ok" role="status">
          {texts.redirected(Number(tersimpan) || 0)}
        </Notice>
      )}
      <Section id="bank" title={texts.title}>
        <p className="text-ink-soft">{texts.lead}</p>
        <p className="font-medium">
          {account ? texts.now(account.bankName, account.bankAccountNo.slice(-4), account.bankAccountName) : texts.none}
        </p>
        <BankAccountForm locale={locale} account={account ?? undefined} />
      </Section>
    </AccountFrame>
  );
}
