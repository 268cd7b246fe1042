import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { MailsList } from "#app/admin/mails-list.tsx";
import { MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { mailOutage } from "#app/admin/outages.ts";
import { listAddress, listParams } from "#app/admin/params.ts";
import { waiting } from "#app/admin/waiting.ts";
import { clock } from "#clock.ts";
import { type emailLists, listEmails } from "#domain/emails/listed.ts";
import { deadMailGroups } from "#domain/emails/resend-many.ts";
import { textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";
import { DeadGroupsList } from "./dead-groups.tsx";

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

/** The queue of mails by what became of them. Mails to somebody are found by the search in the frame, whatever became of them. */
export default orNotFound(async function EmailsPage({ searchParams }: PageProps<"/admin/emails">) {
  const params = await searchParams;
  const shown = listParams(params, lists);
  await requireAdmin(listAddress(path, shown));
  const { locale } = await preferences();
  const { list, cursor } = shown;
  const now = clock();
  const isWholeDeadList = list === "dead" && !cursor;
  const [{ rows, next }, { deadMails }, dead, outage] = await Promise.all([
    listEmails({ list, cursor }),
    waiting(),
    isWholeDeadList ? deadMailGroups({ now }) : undefined,
    mailOutage(),
  ]);
  const texts = textsFor(locale).admin.emails;
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={outage && (list === "waiting" || list === "failed") ? texts.leadsDown[list] : texts.leads[list]}
      locale={locale}
      shown={shown}
      lists={lists.map((name) => ({
        list: name,
        label: texts.lists[name],
        count: name === "dead" ? deadMails : undefined,
      }))}
      next={next}
      flash={await flashIn(params, texts.flash)}
    >
      <MailOutageNotice locale={locale} lead={false} />
      {dead && <DeadGroupsList dead={dead} at={now} back={listAddress(path, shown)} locale={locale} />}
      {rows.length === 0 ? (
        <Empty title={texts.empty[list]} />
      ) : (
        <MailsList mails={rows} label={texts.lists[list]} locale={locale} />
      )}
    </ListFrame>
  );
});
