import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { visitor } from "#app/_session/visitor.ts";
import { wantedPath, withWanted } from "#app/_session/wanted-path.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { awaitedMail } from "#app/(account)/awaiting-mail.ts";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { SendAgainForm } from "./send-again-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).account.sent.title };
}

/** What to do after signing up. It says the same whether the address was new or not. */
export default async function SentPage({ searchParams }: PageProps<"/daftar/terkirim">) {
  const awaited = await awaitedMail();
  const wanted = wantedPath(awaited?.wanted);
  if (await visitor()) redirect(wanted ?? "/");
  if (!awaited) redirect("/daftar" as Route);
  const { locale } = await preferences();
  const texts = textsFor(locale).account.sent;
  return (
    <AccountPage title={texts.title} lead={texts.lead(awaited.email)}>
      {(await searchParams).lagi && (
        <Notice tone="ok" role="status">
          {texts.sentAgain}
        </Notice>
      )}
      <p className="text-ink-soft">{texts.hint}</p>
      <SendAgainForm locale={locale} />
      <ul className="space-y-1">
        <li>
          <TextLink href={withWanted("/masuk", wanted)} apart>
            {texts.signIn}
          </TextLink>
        </li>
        <li>
          <TextLink href={withWanted("/daftar", wanted)} apart>
            {texts.otherAddress}
          </TextLink>
        </li>
      </ul>
    </AccountPage>
  );
}
