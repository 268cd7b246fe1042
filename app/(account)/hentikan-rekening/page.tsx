import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { clock } from "#clock.ts";
import { previewBankAccountStop, type StopPreview } from "#domain/bank-accounts/stop.ts";
import type { BankAccount } from "#domain/users/people.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { StopForm } from "./stop-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { title } = textsFor((await preferences()).locale).profile.bank.stop;
  // The address holds the token: it must not travel to another site. Without any referrer, a form that is posted without
  // scripts would not say where it comes from, and be refused.
  return { title, referrer: "same-origin" };
}

/** Where the link of a mail about a changed bank account leads. Opening it changes nothing, so that a mail scanner's visit does no harm. */
export default async function StopBankAccountPage({ searchParams }: PageProps<"/hentikan-rekening">) {
  const { token } = await searchParams;
  const { locale } = await preferences();
  const texts = textsFor(locale).profile.bank.stop;
  const preview = typeof token === "string" ? await previewBankAccountStop(token, clock()) : undefined;
  if (!preview || typeof token !== "string") {
    return (
      <AccountPage title={texts.title} lead={texts.expiredLead}>
        <Notice tone="stale">{texts.expired}</Notice>
        <TextLink href="/lupa-sandi" apart>
          {texts.changePassword}
        </TextLink>
      </AccountPage>
    );
  }
  return (
    <AccountPage title={texts.title} lead={texts.lead}>
      <Effects preview={preview} locale={locale} />
      <StopForm locale={locale} token={token} />
    </AccountPage>
  );
}

/** What the button does, before anybody presses it. */
function Effects({ preview: { current, earlier, restoredEmail }, locale }: { preview: StopPreview; locale: Locale }) {
  const texts = textsFor(locale).profile.bank.stop;
  const facts = [
    { name: texts.now, value: current && masked(current) },
    { name: texts.earlier, value: earlier ? masked(earlier) : texts.none },
    { name: texts.email, value: restoredEmail },
  ];
  return (
    <>
      <Facts facts={facts} />
      <p>{texts.effects}</p>
      <p className="text-sm text-ink-soft">{texts.paid}</p>
    </>
  );
}

/** Enough to know one's own account by, and no more: the link may have been forwarded. */
function masked({ bankName, bankAccountNo }: BankAccount): string {
  return `${bankName} ••••${bankAccountNo.slice(-4)}`;
}
