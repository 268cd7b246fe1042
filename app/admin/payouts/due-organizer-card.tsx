import { Account } from "#app/admin/account.tsx";
import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingLink, PersonLink } from "#app/admin/links.tsx";
import { sentToValues } from "#app/admin/sent-to.ts";
import type { DueOrganizer, ListedPayout } from "#domain/bookings/payouts/listed.ts";
import { policy } from "#domain/policy.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { recallAction } from "./actions.ts";
import { TransferForm } from "./transfer-form.tsx";

type DueOrganizerCardProps = { due: DueOrganizer; at: Date; back: string; locale: Locale };

/** What one organizer is to be transferred: how much, where to, for which bookings. */
export function DueOrganizerCard({ due, at, back, locale }: DueOrganizerCardProps) {
  const texts = textsFor(locale).admin.payouts;
  const { account } = due;
  const newForMs = newAccountAgeMs(due.accountChangedAt, at);
  const missing = due.count - due.payouts.length;
  return (
    <article
      aria-labelledby={`due-${due.id}`}
      className="grid grid-cols-1 gap-x-8 gap-y-4 border-b border-line pb-8 last:border-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]"
    >
      <div className="space-y-3">
        <div>
          <h2 id={`due-${due.id}`} className="text-lg font-extrabold">
            <PersonLink person={{ id: due.userId, name: due.displayName }} />
          </h2>
          <p className="tabular-nums">{texts.sum(count(due.count, locale), rupiah(due.amountRupiah))}</p>
        </div>
        {account ? (
          <Account account={account} newForMs={newForMs} locale={locale} />
        ) : (
          <Notice tone="stale">{texts.noAccount}</Notice>
        )}
        {newForMs !== undefined && <p className="text-sm text-ink-soft">{texts.newUnticked}</p>}
        {missing > 0 && <p className="text-sm text-ink-soft">{texts.more(count(missing, locale))}</p>}
        <Recalls payouts={due.payouts} back={back} locale={locale} />
      </div>
      {account && (
        <TransferForm
          organizer={{ id: due.id, displayName: due.displayName }}
          sentTo={sentToValues(account)}
          ticked={newForMs === undefined}
          payouts={due.payouts.map(({ payout, booking, trip }) => ({
            id: payout.id,
            amount: payout.amount,
            seenAtMs: payout.updatedAt.getTime(),
            code: booking.code,
            trip: trip.title,
          }))}
          back={back}
          texts={{
            choose: texts.choose,
            chosen: texts.chosen,
            noneChosen: texts.refusals.noneChosen,
            xlsx: texts.xlsx,
            xlsxFor: texts.xlsxFor(due.displayName),
            csv: texts.csv,
            csvFor: texts.csvFor(due.displayName),
            reference: texts.reference,
            submit: texts.pay,
            pending: texts.paying,
          }}
        />
      )}
    </article>
  );
}

type RecallsProps = { payouts: ListedPayout[]; back: string; locale: Locale };

function Recalls({ payouts, back, locale }: RecallsProps) {
  const texts = textsFor(locale).admin.payouts;
  const days = policy.payoutRecallMs / 86_400_000;
  return (
    <ActionDisclosure
      label={texts.recall}
      accessibleLabel={`${texts.recall}: ${payouts[0]?.organizer.displayName ?? ""}`}
    >
      <p className="text-sm text-ink-soft">{texts.recallLead(days)}</p>
      <ul className="mt-2 divide-y divide-line">
        {payouts.map(({ payout, booking }) => (
          <li key={payout.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
            <span>
              <BookingLink code={booking.code} /> <span className="tabular-nums">{rupiah(payout.amount)}</span>
            </span>
            <ActionForm
              id={`recall-${payout.id}`}
              action={recallAction}
              hidden={{ payoutId: payout.id, code: booking.code, seenAt: payout.updatedAt.toISOString(), back }}
              submit={texts.recall}
              pending={texts.recalling}
              tone="quiet"
            />
          </li>
        ))}
      </ul>
    </ActionDisclosure>
  );
}
