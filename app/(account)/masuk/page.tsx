import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { afterSigningIn, visitor, visitorHeaders } from "#app/_session/visitor.ts";
import { cameFrom, wantedPath, withWanted } from "#app/_session/wanted-path.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { signedOutReason } from "#domain/users/session.ts";
import { env } from "#env.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).account.signIn.title };
}

/** Where people sign in; whoever is signed in already goes on to the page that was wanted. */
export default async function SignInPage({ searchParams }: PageProps<"/masuk">) {
  const { lanjut, tersimpan } = await searchParams;
  const wanted = wantedPath(lanjut);
  const asked = await headers();
  const from = cameFrom(asked.get("referer"), asked.get("host"));
  if (await visitor()) redirect(await afterSigningIn({ wanted, from }));
  const { locale } = await preferences();
  const texts = textsFor(locale).account;
  const reason = await signedOutReason(await visitorHeaders());
  return (
    <AccountPage title={texts.signIn.title} lead={texts.signIn.lead}>
      {tersimpan ? (
        <Notice tone="ok">{texts.setPassword.saved}</Notice>
      ) : (
        reason && <Notice role="status">{signedOutSentence(reason, texts.signIn.ended)}</Notice>
      )}
      <SignInForm locale={locale} wanted={wanted} from={from} demo={env().SETRIP_DEMO === "on" ? demoAccounts : []}>
        <div className="flex flex-wrap justify-between gap-x-6">
          <TextLink href={"/lupa-sandi" as Route} apart>
            {texts.signIn.forgot}
          </TextLink>
          <p className="inline-flex min-h-11 items-center gap-1.5 text-ink-soft">
            {texts.signIn.noAccount}
            <TextLink href={withWanted("/daftar", wanted)}>{texts.signIn.signUp}</TextLink>
          </p>
        </div>
      </SignInForm>
    </AccountPage>
  );
}

type Reason = NonNullable<Awaited<ReturnType<typeof signedOutReason>>>;

/** Why somebody must sign in again, who was signed in in this browser. */
function signedOutSentence(reason: Reason, texts: Texts["account"]["signIn"]["ended"]): string {
  if (!reason.over) return texts.ended;
  const hours = reason.afterMs / 3_600_000;
  return hours < 48 ? texts.afterHours(hours) : texts.afterDays(hours / 24);
}
