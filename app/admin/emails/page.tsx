import type { Metadata } from "next";
import { orNotFound } from "#app/or-not-found.tsx";
import { type emailLists, listEmails } from "#domain/emails/listed.ts";
import { textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";
import { preferences } from "../../preferences.ts";
import { requireAdmin } from "../../visitor.ts";
import { ListFrame } from "../list-frame.tsx";
import { MailsList } from "../mails-list.tsx";
import { listAddress, listParams } from "../params.ts";
import { waiting } from "../waiting.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.emails.title };
}

const path = "/admin/emails";
const lists = [
  "dead",
  "failed",
  "waiting",
  "sent",
  "discarded",
] as const satisfies readonly (typeof emailLists)[number][];

/** The queue of mails by what became of them; a search looks for a whole address in the list that is open. */
export default orNotFound(async function EmailsPage({ searchParams }: PageProps<"/admin/emails">) {
  const shown = listParams(await searchParams, lists);
  await requireAdmin(listAddress(path, shown));
  const { locale } = await preferences();
  const { list, search, cursor } = shown;
  const [{ rows, next }, { deadMails }] = await Promise.all([listEmails({ list, to: search, cursor }), waiting()]);
  const texts = textsFor(locale).admin.emails;
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={texts.leads[list]}
      locale={locale}
      shown={shown}
      lists={lists.map((name) => ({
        list: name,
        label: texts.lists[name],
        count: name === "dead" ? deadMails : undefined,
      }))}
      search={{ label: texts.search }}
      next={next}
    >
      {rows.length === 0 ? (
        <Empty title={search === "" ? texts.empty[list] : texts.empty.search} />
      ) : (
        <MailsList mails={rows} label={texts.lists[list]} locale={locale} />
      )}
    </ListFrame>
  );
});
