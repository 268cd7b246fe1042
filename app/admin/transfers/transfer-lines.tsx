import { Account } from "#app/admin/account.tsx";
import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingLink, PersonLink, TripLink } from "#app/admin/links.tsx";
import { Section } from "#app/admin/section.tsx";
import { wibDay } from "#domain/calendar.ts";
import type { ShownItem, ShownTransfer } from "#domain/transfers/items.ts";
import type { BankLine } from "#domain/transfers/rules.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { bounceAction } from "./actions.ts";
import { Outcome } from "./state.tsx";

type Shared = { back: string; at: Date; locale: Locale };

/** What is in a transfer, by the accounts it goes to: as the bank makes it. */
export function TransferLines({ shown: { transfer, lines }, back, at, locale }: Shared & { shown: ShownTransfer }) {
  const texts = textsFor(locale).admin.transfers;
  return (
    <Section title={texts.columns.items}>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <Line key={line.items[0]!.id} line={line} transfer={transfer} back={back} at={at} locale={locale} />
        ))}
      </ul>
    </Section>
  );
}

type LineProps = Shared & { line: BankLine<ShownItem>; transfer: ShownTransfer["transfer"] };

function Line({ line: { account, items, amountRupiah }, transfer, back, at, locale }: LineProps) {
  const texts = textsFor(locale).admin.transfers;
  const paid = items.filter(({ outcome }) => outcome === "PAID");
  const isOpen = transfer.status === "PREPARED";
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-2 py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)]">
      <div className="space-y-1">
        <PersonLink person={items[0]!.owner} />
        <Account account={account} locale={locale} />
        <strong className="block text-lg font-extrabold tabular-nums">{rupiah(amountRupiah)}</strong>
        {isOpen && items.some(({ ownerSuspended }) => ownerSuspended) && (
          <p className="text-sm text-stale">{texts.ownerSuspended}</p>
        )}
        {isOpen && items.some(({ accountChanged }) => accountChanged) && (
          <p className="text-sm text-stale">{texts.accountChanged}</p>
        )}
        {paid.length > 0 && (
          <ActionDisclosure quiet label={texts.bounce} accessibleLabel={`${texts.bounce}: ${account.bankAccountName}`}>
            <ActionForm
              action={bounceAction}
              hidden={{
                transferId: transfer.id,
                code: transfer.code,
                itemIds: paid.map(({ id }) => id).join(" "),
                back,
              }}
              fields={[
                {
                  name: "bookedOn",
                  label: texts.bouncedOn,
                  hint: texts.bouncedOnHint,
                  kind: "day",
                  defaultValue: wibDay(at),
                  min: transfer.bookedOn ?? undefined,
                  max: wibDay(at),
                },
              ]}
              submit={texts.bounce}
              pending={texts.bouncing}
              tone="quiet"
            >
              <p className="text-sm text-ink-soft">{texts.bounceLead}</p>
            </ActionForm>
          </ActionDisclosure>
        )}
      </div>
      <ul className="space-y-1">
        {items.map(({ id, booking, trip, amount, outcome }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3">
            <BookingLink code={booking.code} />
            <span className="min-w-0 basis-full text-sm sm:flex-1 sm:basis-0">
              <TripLink trip={trip} />
            </span>
            <Outcome outcome={outcome} locale={locale} />
            <span className="font-semibold tabular-nums">{rupiah(amount)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
