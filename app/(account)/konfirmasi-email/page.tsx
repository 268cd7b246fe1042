import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { textsFor } from "#texts/index.ts";
import { TextLink } from "#ui/text-link.tsx";
import { ConfirmForm } from "./confirm-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { title } = textsFor((await preferences()).locale).account.confirm;
  // The address holds the token: it must not travel to another site. Without any referrer, a form that is posted without
  // scripts would not say where it comes from, and be refused.
  return { title, referrer: "same-origin" };
}

/** Where the link of a verification mail leads. Opening it changes nothing, so that a mail scanner's visit does no harm. */
export default async function ConfirmEmailPage({ searchParams }: PageProps<"/konfirmasi-email">) {
  const { token } = await searchParams;
  const { locale } = await preferences();
  const texts = textsFor(locale).account.confirm;
  if (typeof token !== "string" || token === "") {
    return (
      <AccountPage title={texts.incomplete} lead={texts.incompleteLead}>
        <TextLink href="/akun" apart>
          {texts.toAccount}
        </TextLink>
      </AccountPage>
    );
  }
  return (
    <AccountPage title={texts.title} lead={texts.lead}>
      <ConfirmForm locale={locale} token={token} />
    </AccountPage>
  );
}
