import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { preferences } from "../../../preferences.ts";
import { visitor } from "../../../visitor.ts";
import { wantedPath, withWanted } from "../../../wanted-path.ts";
import { AccountPage } from "../../account-page.tsx";
import { awaitedMail } from "../../awaiting-mail.ts";
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
