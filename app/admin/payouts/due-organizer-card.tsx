import { Account } from "#app/admin/account.tsx";
import { BookingLink, PersonLink } from "#app/admin/links.tsx";
import type { DueOrganizer } from "#domain/bookings/payouts/listed.ts";
import type { InTransfer } from "#domain/transfers/items.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { PayoutActions } from "./payout-actions.tsx";

type DueOrganizerCardProps = {
  due: DueOrganizer;
  /** The transfers that its payouts stand in, by their ids. */
  transfers: ReadonlyMap<string, InTransfer>;
  at: Date;
  back: string;
  locale: Locale;
};

/** What one organizer is to be transferred: how much, where to, for which bookings. */
export function DueOrganizerCard({ due, transfers, at, back, locale }: DueOrganizerCardProps) {
  const texts = textsFor(locale).admin.payouts;
  const { account } = due;
  const missing = due.count - due.payouts.length;
  return (
    <article
      aria-labelledby={`due-${due.id}`}
      className="grid grid-cols-1 gap-x-8 gap-y-4 border-b border-line pb-8 last:border-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]"
    >
      <div className="space-y-3">
        <div>
          <h2 id={`due-${due.id}`} className="text-lg font-extrabold">
            <PersonLink person={{ id: due.userId, name: due.displayName }} />
          </h2>
          <p className="tabular-nums">{texts.sum(count(due.count, locale), rupiah(due.amountRupiah))}</p>
        </div>
        {account ? (
          <Account account={account} newForMs={newAccountAgeMs(due.accountChangedAt, at)} locale={locale} />
        ) : (
          <Notice tone="stale">{texts.noAccount}</Notice>
        )}
        {missing > 0 && <p className="text-sm text-ink-soft">{texts.more(count(missing, locale))}</p>}
      </div>
      <ul className="divide-y divide-line">
        {due.payouts.map(({ payout, booking, trip }) => (
          <li key={payout.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
            <span className="min-w-0">
              <BookingLink code={booking.code} /> <span className="text-sm text-ink-soft">{trip.title}</span>
              <span className="block font-semibold tabular-nums">{rupiah(payout.amount)}</span>
            </span>
            <PayoutActions
              payout={payout}
              code={booking.code}
              transfer={transfers.get(payout.id)}
              back={back}
              locale={locale}
            />
          </li>
        ))}
      </ul>
    </article>
  );
}
