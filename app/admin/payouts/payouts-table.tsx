import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingLink, PersonLink, TripLink } from "#app/admin/links.tsx";
import { type Column, Records } from "#app/admin/records.tsx";
import type { ListedPayout, PayoutList } from "#domain/bookings/payouts/listed.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { bounceAction } from "./actions.ts";

type PayoutsTableProps = { list: PayoutList; rows: ListedPayout[]; back: string; locale: Locale };

/** Payouts that nobody has to transfer now: held ones with their day, paid ones with their reference. */
export function PayoutsTable({ list, rows, back, locale }: PayoutsTableProps) {
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
    { name: texts.columns.reference, cell: (row) => <Reference row={row} back={back} locale={locale} /> },
  ];
  return (
    <Records
      label={texts.lists[list]}
      rows={rows}
      columns={[...columns, ...(list === "paid" ? paid : held)]}
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

function Reference({ row, back, locale }: { row: ListedPayout; back: string; locale: Locale }) {
  return (
    <>
      <span className="font-mono text-sm">{row.payout.transferRef}</span>
      <Bounce row={row} back={back} locale={locale} />
    </>
  );
}

/** In a table and in a card there is one each, so neither may have an id that the other has. */
function Bounce({ row: { payout, booking }, back, locale }: { row: ListedPayout; back: string; locale: Locale }) {
  const texts = textsFor(locale).admin.payouts;
  return (
    <ActionDisclosure quiet label={texts.bounce} accessibleLabel={`${texts.bounce}: ${booking.code}`}>
      <ActionForm
        action={bounceAction}
        hidden={{ payoutId: payout.id, code: booking.code, seenAt: payout.updatedAt.toISOString(), back }}
        submit={texts.bounce}
        pending={texts.bouncing}
        tone="quiet"
      >
        <p className="text-sm text-ink-soft">{texts.bounceLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}
