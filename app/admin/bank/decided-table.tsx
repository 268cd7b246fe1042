import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingLink } from "#app/admin/links.tsx";
import { type Column, Records } from "#app/admin/records.tsx";
import type { DecidedLine } from "#domain/bank-book/lines.ts";
import { day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { reopenAction } from "./actions.ts";
import { TransferLink } from "./exact-list.tsx";

type DecidedTableProps = { rows: DecidedLine[]; back: string; locale: Locale };

/** Lines that were explained, each with the way back. */
export function DecidedTable({ rows, back, locale }: DecidedTableProps) {
  const texts = textsFor(locale).admin.bank;
  const { columns: names } = texts.decided;
  const columns: Column<DecidedLine>[] = [
    { name: names.day, cell: ({ line }) => day(line.bookedOn, locale) },
    {
      name: names.description,
      cell: ({ line }) => (
        <>
          <span className="break-words">{line.description}</span>
          {line.note && <span className="block text-sm text-ink-soft">{line.note}</span>}
        </>
      ),
    },
    { name: names.amount, figure: true, cell: ({ line }) => rupiah(line.amount) },
    { name: names.kind, cell: (row) => <Kind row={row} locale={locale} /> },
    { name: names.by, cell: ({ decidedBy }) => decidedBy },
    {
      name: texts.decided.reopen,
      cell: ({ line }) => (
        <ActionDisclosure
          label={texts.decided.reopen}
          accessibleLabel={`${texts.decided.reopen} ${line.description} ${rupiah(line.amount)}`}
          quiet
        >
          <ActionForm
            action={reopenAction}
            hidden={{ lineId: line.id, back }}
            submit={texts.decided.reopen}
            pending={texts.decided.reopening}
            tone="quiet"
            mails={false}
          >
            <p className="text-sm text-ink-soft">{texts.decided.reopenLead}</p>
          </ActionForm>
        </ActionDisclosure>
      ),
    },
  ];
  return <Records label={texts.lists.decided} rows={rows} columns={columns} keyOf={({ line }) => line.id} />;
}

function Kind({ row: { line, bookingCode, transferCode }, locale }: { row: DecidedLine; locale: Locale }) {
  if (bookingCode) return <BookingLink code={bookingCode} />;
  if (transferCode) return <TransferLink code={transferCode} />;
  const texts = textsFor(locale).admin.bank;
  return line.kind === "TRANSFER" ? texts.transferBack : texts.kinds[line.kind];
}
