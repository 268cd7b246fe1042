import type { Metadata, Route } from "next";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { BooksWarning, MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { type ListParams, listAddress, listParams } from "#app/admin/params.ts";
import { prepareAddress } from "#app/admin/transfers/links.tsx";
import { waiting } from "#app/admin/waiting.ts";
import { clock } from "#clock.ts";
import { accountAskedAt } from "#domain/bookings/refunds/ask-account.ts";
import { listRefunds, refundLists } from "#domain/bookings/refunds/listed.ts";
import { policy } from "#domain/policy.ts";
import { transfersOf } from "#domain/transfers/items.ts";
import { accountOf } from "#domain/users/people.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { DisputeCard } from "./dispute-card.tsx";
import { OwedCard } from "./owed-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.refunds.title };
}

const path = "/admin/refunds";

/** Disputes to decide and money to transfer back. It opens with what waits: disputes, and transfers where there are none. */
export default orNotFound(async function RefundsPage({ searchParams }: PageProps<"/admin/refunds">) {
  const params = await searchParams;
  const named = params.daftar !== undefined || params.stuck !== undefined;
  await requireAdmin(listAddress(path, named ? listParams(params, refundLists) : {}));
  const [{ locale }, waits] = await Promise.all([preferences(), waiting()]);
  const first = waits.disputes.count > 0 ? refundLists : (["transfer", ...refundLists] as const);
  const shown = listParams(params, first);
  const now = clock();
  const { rows, next } = await listRefunds({ list: shown.list, cursor: shown.cursor }, now);
  const transfers = await transfersOf(rows.map(({ refund }) => refund.id));
  const askedAt = await accountAskedAt(
    rows.filter(({ refund }) => refund.status === "APPROVED" && !accountOf(refund)).map(({ refund }) => refund.id),
  );
  const texts = textsFor(locale).admin.refunds;
  const counts: Record<string, number> = {
    disputes: waits.disputes.count,
    transfer: waits.refunds.count,
    "no-account": waits.refundsWithoutAccount.count,
  };
  const back = listAddress(path, shown);
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={
        shown.list === "stuck" ? texts.leads.stuck(policy.staleRefundAfterMs / 86_400_000) : texts.leads[shown.list]
      }
      locale={locale}
      flash={await flashIn(params, texts.flash)}
      shown={shown}
      lists={refundLists.map((list) => ({ list, label: texts.lists[list], count: counts[list] }))}
      next={next}
      aside={shown.list === "transfer" && waits.refunds.count > 0 && <Prepare {...waits.refunds} locale={locale} />}
    >
      <BooksWarning locale={locale} />
      <MailOutageNotice locale={locale} />
      {rows.length === 0 && <NoRefunds list={shown.list} locale={locale} />}
      <div className="space-y-6">
        {rows.map((listed) =>
          listed.refund.status === "REQUESTED" ? (
            <DisputeCard key={listed.refund.id} listed={listed} back={back} locale={locale} />
          ) : (
            <OwedCard
              key={listed.refund.id}
              listed={listed}
              back={back}
              at={now}
              locale={locale}
              askedAt={askedAt.get(listed.refund.id)}
              transfer={transfers.get(listed.refund.id)}
            />
          ),
        )}
      </div>
    </ListFrame>
  );
});

/** What can be transferred, and the way there. */
function Prepare({ count: many, amountRupiah, locale }: { count: number; amountRupiah: number; locale: Locale }) {
  const { refunds, transfers } = textsFor(locale).admin;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="font-semibold tabular-nums">{refunds.total(count(many, locale), rupiah(amountRupiah))}</p>
      <Button asChild>
        <Link href={prepareAddress("REFUND") as Route} prefetch={false}>
          {transfers.prepare}
        </Link>
      </Button>
    </div>
  );
}

function NoRefunds({ list, locale }: { list: ListParams<(typeof refundLists)[number]>["list"]; locale: Locale }) {
  const { empty } = textsFor(locale).admin.refunds;
  const lead = list === "disputes" ? empty.disputesLead : list === "transfer" && empty.transferLead;
  return <Empty title={empty[list]} lead={lead} />;
}
