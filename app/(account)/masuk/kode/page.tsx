import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { afterSigningIn, visitor } from "#app/_session/visitor.ts";
import { wantedPath, withWanted } from "#app/_session/wanted-path.ts";
import { AccountPage } from "#app/(account)/account-page.tsx";
import { textsFor } from "#texts/index.ts";
import { TextLink } from "#ui/text-link.tsx";
import { CodeForm } from "./code-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).account.code.title };
}

/** The second step of signing in: a code of the authenticator, or a recovery code. */
export default async function CodePage({ searchParams }: PageProps<"/masuk/kode">) {
  const { lanjut, dari, pemulihan } = await searchParams;
  const wanted = wantedPath(lanjut);
  const from = wantedPath(dari);
  if (await visitor()) redirect(await afterSigningIn({ wanted, from }));
  const { locale } = await preferences();
  const texts = textsFor(locale).account.code;
  const recovery = pemulihan !== undefined;
  const other = new URLSearchParams({
    ...(recovery ? {} : { pemulihan: "1" }),
    ...(wanted && { lanjut: wanted }),
    ...(from && { dari: from }),
  });
  return (
    <AccountPage title={texts.title} lead={recovery ? texts.recoveryLead : texts.lead}>
      <CodeForm key={String(recovery)} locale={locale} wanted={wanted} from={from} recovery={recovery} />
      <ul className="space-y-1">
        <li>
          <TextLink href={`/masuk/kode?${other}` as Route} apart>
            {recovery ? texts.useCode : texts.useRecovery}
          </TextLink>
        </li>
        <li>
          <TextLink href={withWanted("/masuk", wanted)} apart>
            {texts.startOver}
          </TextLink>
        </li>
      </ul>
    </AccountPage>
  );
}
