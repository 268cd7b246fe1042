import type { Metadata, Route } from "next";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { BooksWarning } from "#app/admin/outage-notices.tsx";
import { listAddress, listParams } from "#app/admin/params.ts";
import { prepareAddress } from "#app/admin/transfers/links.tsx";
import { waiting } from "#app/admin/waiting.ts";
import { clock } from "#clock.ts";
import { listDueOrganizers, listPayouts, type PayoutList } from "#domain/bookings/payouts/listed.ts";
import { policy } from "#domain/policy.ts";
import { transfersOf } from "#domain/transfers/items.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { DueOrganizerCard } from "./due-organizer-card.tsx";
import { PayoutsTable } from "./payouts-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.payouts.title };
}

const path = "/admin/payouts";
const lists = ["released", "held", "disputed", "back", "stuck", "paid"] as const;

/** What organizers are to be transferred, and everything that is held for them or was paid. */
export default orNotFound(async function PayoutsPage({ searchParams }: PageProps<"/admin/payouts">) {
  const params = await searchParams;
  const shown = listParams(params, lists);
  const back = listAddress(path, shown);
  await requireAdmin(back);
  const { locale } = await preferences();
  const { list, cursor } = shown;
  const texts = textsFor(locale).admin.payouts;
  const [waits, { next, content }] = await Promise.all([
    waiting(),
    list === "released" ? released(cursor, back, locale) : others(list, cursor, back, locale),
  ]);
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={list === "stuck" ? texts.leads.stuck(policy.stalePayoutAfterMs / 3_600_000) : texts.leads[list]}
      locale={locale}
      flash={await flashIn(params, texts.flash)}
      shown={shown}
      lists={lists.map((name) => ({
        list: name,
        label: texts.lists[name],
        count: name === "released" ? waits.payouts.count : undefined,
      }))}
      next={next}
      aside={
        list === "released" &&
        waits.payouts.count > 0 && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p className="font-semibold tabular-nums">
              {texts.sum(count(waits.payouts.count, locale), rupiah(waits.payouts.amountRupiah))}
            </p>
            <Button asChild>
              <Link href={prepareAddress("PAYOUT") as Route} prefetch={false}>
                {textsFor(locale).admin.transfers.prepare}
              </Link>
            </Button>
          </div>
        )
      }
    >
      <BooksWarning locale={locale} />
      {content}
    </ListFrame>
  );
});

async function released(cursor: string | undefined, back: string, locale: Locale) {
  const { rows, next } = await listDueOrganizers({ cursor });
  const now = clock();
  const transfers = await transfersOf(rows.flatMap(({ payouts }) => payouts.map(({ payout }) => payout.id)));
  const { empty } = textsFor(locale).admin.payouts;
  const content =
    rows.length === 0 ? (
      <Empty title={empty.released} lead={empty.releasedLead} />
    ) : (
      <div className="space-y-8">
        {rows.map((due) => (
          <DueOrganizerCard key={due.id} due={due} transfers={transfers} at={now} back={back} locale={locale} />
        ))}
      </div>
    );
  return { next, content };
}

async function others(list: PayoutList, cursor: string | undefined, back: string, locale: Locale) {
  const { rows, next } = await listPayouts({ list, cursor }, clock());
  const transfers = await transfersOf(rows.map(({ payout }) => payout.id));
  const { empty } = textsFor(locale).admin.payouts;
  const content =
    rows.length === 0 ? (
      <Empty title={empty[list]} />
    ) : (
      <PayoutsTable list={list} rows={rows} transfers={transfers} back={back} locale={locale} />
    );
  return { next, content };
}
