import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { AccountFrame, Section } from "#app/(account)/akun/account-frame.tsx";
import { policy } from "#domain/policy.ts";
import { proofKindOf } from "#domain/users/owner-proof.ts";
import { profileOf } from "#domain/users/profile.ts";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
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
  const proof = await proofKindOf(asking.id);
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
        {!asking.emailVerified && <p className="text-ink-soft">{texts.proof.unverified}</p>}
        {asking.emailVerified && proof === "none" && (
          <>
            <p className="text-ink-soft">{texts.proof.noPassword}</p>
            <TextLink href="/lupa-sandi" apart>
              {textsFor(locale).account.signIn.forgot}
            </TextLink>
          </>
        )}
        {asking.emailVerified && proof !== "none" && (
          <BankAccountForm
            locale={locale}
            account={account ?? undefined}
            proof={proof}
            newForHours={policy.newBankAccountMs / 3_600_000}
          />
        )}
      </Section>
    </AccountFrame>
  );
}
