import type { Metadata, Route } from "next";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { BooksWarning } from "#app/admin/outage-notices.tsx";
import { listAddress, listParams } from "#app/admin/params.ts";
import { type Column, Records } from "#app/admin/records.tsx";
import { waiting } from "#app/admin/waiting.ts";
import { type ListedTransfer, listTransfers, transferLists } from "#domain/transfers/listed.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Moment } from "#ui/moment.tsx";
import { prepareAddress, TransferLink } from "./links.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.transfers.title };
}

const path = "/admin/transfers";

/** Transfers: those to be made or confirmed, and those of the past. */
export default orNotFound(async function TransfersPage({ searchParams }: PageProps<"/admin/transfers">) {
  const params = await searchParams;
  const shown = listParams(params, transferLists);
  await requireAdmin(listAddress(path, shown));
  const { locale } = await preferences();
  const texts = textsFor(locale).admin.transfers;
  const [waits, { rows, next }] = await Promise.all([waiting(), listTransfers(shown)]);
  const counts: Record<string, number> = { prepared: waits.transfers.count };
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={texts.leads[shown.list]}
      locale={locale}
      flash={await flashIn(params, texts.flash)}
      shown={shown}
      lists={transferLists.map((list) => ({ list, label: texts.lists[list], count: counts[list] }))}
      next={next}
      aside={<Ways waits={waits} locale={locale} />}
    >
      <BooksWarning locale={locale} />
      {rows.length === 0 ? (
        <Empty title={texts.empty[shown.list]} lead={shown.list === "prepared" && texts.empty.preparedLead} />
      ) : (
        <Records
          label={texts.lists[shown.list]}
          rows={rows}
          columns={columnsIn(locale)}
          keyOf={({ transfer }) => transfer.id}
        />
      )}
    </ListFrame>
  );
});

type WaysProps = { waits: Awaited<ReturnType<typeof waiting>>; locale: Locale };

/** What could be prepared now. */
function Ways({ waits, locale }: WaysProps) {
  const texts = textsFor(locale).admin.transfers;
  const ways = [
    { kind: "PAYOUT" as const, label: texts.preparePayouts, total: waits.payouts },
    { kind: "REFUND" as const, label: texts.prepareRefunds, total: waits.refunds },
  ].filter(({ total }) => total.count > 0);
  return (
    <div className="flex flex-wrap gap-2">
      {ways.map(({ kind, label }) => (
        <Button key={kind} asChild tone="quiet">
          <Link href={prepareAddress(kind) as Route} prefetch={false}>
            {label}
          </Link>
        </Button>
      ))}
    </div>
  );
}

function columnsIn(locale: Locale): Column<ListedTransfer>[] {
  const texts = textsFor(locale).admin.transfers;
  return [
    { name: texts.columns.code, cell: ({ transfer }) => <TransferLink code={transfer.code} /> },
    { name: texts.columns.kind, cell: ({ transfer }) => texts.kinds[transfer.kind] },
    { name: texts.columns.items, cell: (row) => <Contents row={row} locale={locale} /> },
    { name: texts.columns.by, cell: (row) => <By row={row} locale={locale} /> },
    {
      name: texts.columns.reference,
      cell: ({ transfer }) =>
        transfer.transferRef && <span className="font-mono text-sm wrap-anywhere">{transfer.transferRef}</span>,
    },
    { name: texts.columns.amount, figure: true, cell: ({ amountRupiah }) => rupiah(amountRupiah) },
  ];
}

function Contents({ row: { items, bounced }, locale }: { row: ListedTransfer; locale: Locale }) {
  const texts = textsFor(locale).admin.transfers;
  return (
    <>
      {texts.items(count(items, locale))}
      {bounced > 0 && <span className="block text-sm text-stale">{texts.bouncedOf(count(bounced, locale))}</span>}
    </>
  );
}

function By({ row: { transfer, preparedBy, closedBy }, locale }: { row: ListedTransfer; locale: Locale }) {
  return (
    <>
      {closedBy ?? preparedBy}
      <span className="block text-sm text-ink-soft">
        <Moment at={transfer.confirmedAt ?? transfer.undoneAt ?? transfer.createdAt} locale={locale} />
      </span>
    </>
  );
}
