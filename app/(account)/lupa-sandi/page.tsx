import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { ForgotForm } from "./forgot-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).account.forgot.title };
}

/** Where somebody asks for a link to choose a new password. */
export default async function ForgotPage({ searchParams }: PageProps<"/lupa-sandi">) {
  const { locale } = await preferences();
  const texts = textsFor(locale).account.forgot;
  return (
    <AccountPage title={texts.title} lead={texts.lead}>
      {(await searchParams).terkirim && (
        <Notice tone="ok" role="status">
          {texts.sent}
        </Notice>
      )}
      <ForgotForm locale={locale} />
      <TextLink href="/masuk" apart>
        {texts.back}
      </TextLink>
    </AccountPage>
  );
}
