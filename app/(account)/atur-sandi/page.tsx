import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { wantedPath } from "#app/_session/wanted-path.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { minPasswordLength } from "#domain/users/password-length.ts";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { SetPasswordForm } from "./set-password-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { title } = textsFor((await preferences()).locale).account.setPassword;
  // The address holds the token: it must not travel to another site. Without any referrer, a form that is posted without
  // scripts would not say where it comes from, and be refused.
  return { title, referrer: "same-origin" };
}

/** Where a one-time link leads. Opening it uses nothing up, so that a mail scanner's visit does no harm. */
export default async function SetPasswordPage({ searchParams }: PageProps<"/atur-sandi">) {
  const { token, baru, dihentikan, lanjut } = await searchParams;
  const { locale } = await preferences();
  const { account, profile } = textsFor(locale);
  const { title, lead, leadNew, again, incomplete, incompleteLead } = account.setPassword;
  if (typeof token !== "string" || token === "") {
    return (
      <AccountPage title={incomplete} lead={incompleteLead}>
        <TextLink href="/lupa-sandi" apart>
          {again}
        </TextLink>
      </AccountPage>
    );
  }
  return (
    <AccountPage title={title} lead={baru ? leadNew : lead}>
      {dihentikan && <Notice tone="ok">{profile.bank.stop.done}</Notice>}
      <SetPasswordForm locale={locale} token={token} wanted={wantedPath(lanjut)} minLength={minPasswordLength} />
      <TextLink href="/lupa-sandi" apart>
        {again}
      </TextLink>
    </AccountPage>
  );
}
