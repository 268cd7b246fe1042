import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { visitor } from "#app/_session/visitor.ts";
import { wantedPath, withWanted } from "#app/_session/wanted-path.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { minPasswordLength } from "#domain/users/password-length.ts";
import { textsFor } from "#texts/index.ts";
import { TextLink } from "#ui/text-link.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).account.signUp.title };
}

/** Where people make an account; whoever is signed in already goes on to the page that was wanted. */
export default async function SignUpPage({ searchParams }: PageProps<"/daftar">) {
  const wanted = wantedPath((await searchParams).lanjut);
  if (await visitor()) redirect(wanted ?? "/");
  const { locale } = await preferences();
  const texts = textsFor(locale).account.signUp;
  return (
    <AccountPage title={texts.title} lead={texts.lead}>
      <SignUpForm locale={locale} wanted={wanted} minPasswordLength={minPasswordLength} />
      <p className="text-ink-soft">
        {texts.haveAccount} <TextLink href={withWanted("/masuk", wanted)}>{texts.signIn}</TextLink>
      </p>
    </AccountPage>
  );
}
