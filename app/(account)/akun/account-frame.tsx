import type { Route } from "next";
import type { ReactNode } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import type { Visitor } from "#domain/users/session.ts";
import { textsFor } from "#texts/index.ts";
import { Tabs } from "#ui/tabs.tsx";
import { UnverifiedNotice } from "./unverified-notice.tsx";

type Part = "profile" | "bank" | "security" | "data";

const paths: Record<Part, string> = {
  profile: "/akun",
  bank: "/akun/rekening",
  security: "/akun/keamanan",
  data: "/akun/data",
};

/** What the parts of one's account have around them: where one is, and what is still to do. */
export async function AccountFrame({ asking, here, children }: { asking: Visitor; here: Part; children: ReactNode }) {
  const { locale } = await preferences();
  const texts = textsFor(locale).profile;
  const tabs = (Object.keys(paths) as Part[]).map((part) => ({
    href: paths[part] as Route,
    label: texts.tabs[part],
    here: part === here,
  }));
  return (
    <Page narrow className="space-y-8">
      <h1 className="text-3xl font-extrabold">{texts.title}</h1>
      <Tabs tabs={tabs} label={texts.sections} />
      {!asking.emailVerified && <UnverifiedNotice locale={locale} email={asking.email} />}
      {children}
    </Page>
  );
}

/** One matter of the account under its heading. */
export function Section({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="space-y-4 border-t border-line pt-6 first-of-type:border-0 first-of-type:pt-0"
    >
      <h2 id={id} className="flex flex-wrap items-center gap-3 text-xl font-bold">
        {title}
      </h2>
      {children}
    </section>
  );
}
