import { holdWords } from "#app/admin/hold-words.ts";
import { BookingLink, PersonLink, TripLink } from "#app/admin/links.tsx";
import { type Column, Records } from "#app/admin/records.tsx";
import { TransferLink } from "#app/admin/transfers/links.tsx";
import type { ListedPayout, PayoutList } from "#domain/bookings/payouts/listed.ts";
import type { InTransfer } from "#domain/transfers/items.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { PayoutActions } from "./payout-actions.tsx";

type PayoutsTableProps = {
  list: PayoutList;
  rows: ListedPayout[];
  /** The transfers that they stand in, by their ids. */
  transfers: ReadonlyMap<string, InTransfer>;
  back: string;
  locale: Locale;
};

/** Payouts that nobody has to transfer now: held ones with their day, paid ones with their reference. */
export function PayoutsTable({ list, rows, transfers, back, locale }: PayoutsTableProps) {
  const texts = textsFor(locale).admin.payouts;
  const columns: Column<ListedPayout>[] = [
    { name: texts.columns.booking, cell: ({ booking }) => <BookingLink code={booking.code} /> },
    { name: texts.columns.trip, cell: ({ trip }) => <TripLink trip={trip} /> },
    {
      name: texts.columns.organizer,
      cell: ({ organizer }) => <PersonLink person={{ id: organizer.userId, name: organizer.displayName }} />,
    },
    { name: texts.columns.amount, figure: true, cell: ({ payout }) => rupiah(payout.amount) },
  ];
  const held: Column<ListedPayout>[] = [
    { name: texts.columns.fee, figure: true, cell: ({ payout }) => rupiah(payout.feeAmount) },
    { name: texts.columns.until, cell: ({ payout }) => <Moment at={payout.heldUntil} locale={locale} /> },
  ];
  const paid: Column<ListedPayout>[] = [
    { name: texts.columns.paid, cell: (row) => <Paid row={row} locale={locale} /> },
    {
      name: texts.columns.reference,
      cell: (row) => <Reference row={row} transfer={transfers.get(row.payout.id)} />,
    },
  ];
  const actions: Column<ListedPayout> = {
    name: texts.columns.action,
    cell: ({ payout, booking }) => (
      <PayoutActions payout={payout} code={booking.code} transfer={undefined} back={back} locale={locale} />
    ),
  };
  const heldBack: Column<ListedPayout> = {
    name: texts.columns.heldBack,
    cell: (row) => <HeldBack row={row} locale={locale} />,
  };
  const others = list === "paid" ? paid : list === "back" ? [heldBack, actions] : [...held, actions];
  return (
    <Records
      label={texts.lists[list]}
      rows={rows}
      columns={[...columns, ...others]}
      keyOf={({ payout }) => payout.id}
    />
  );
}

function Paid({ row: { payout, paidBy }, locale }: { row: ListedPayout; locale: Locale }) {
  return (
    <>
      {payout.paidAt && <Moment at={payout.paidAt} locale={locale} />}
      {paidBy && <span className="block text-sm text-ink-soft">{paidBy}</span>}
    </>
  );
}

function Reference({ row, transfer }: { row: ListedPayout; transfer: InTransfer | undefined }) {
  return (
    <>
      <span className="font-mono text-sm wrap-anywhere">{row.payout.transferRef}</span>
      {transfer && (
        <span className="block">
          <TransferLink code={transfer.code} />
        </span>
      )}
    </>
  );
}

function HeldBack({ row: { payout }, locale }: { row: ListedPayout; locale: Locale }) {
  return (
    <>
      {payout.heldBackAt && <Moment at={payout.heldBackAt} locale={locale} />}
      <span className="block text-sm break-words whitespace-pre-line text-ink-soft">{holdWords(payout, locale)}</span>
    </>
  );
}
