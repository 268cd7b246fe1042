import { Account } from "#app/admin/account.tsx";
import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingLink, PersonLink, TripLink } from "#app/admin/links.tsx";
import { TransferLink } from "#app/admin/transfers/links.tsx";
import type { ListedRefund } from "#domain/bookings/refunds/listed.ts";
import type { InTransfer } from "#domain/transfers/items.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { accountOf } from "#domain/users/people.ts";
import { age } from "#texts/duration.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { Moment } from "#ui/moment.tsx";
import { askForAccountAction } from "./actions.ts";

type Owed = Pick<ListedRefund, "refund" | "paidBy"> & {
  bouncedThere?: boolean;
  booking: Pick<ListedRefund["booking"], "code">;
  trip: Pick<ListedRefund["trip"], "id" | "title">;
  participant: ListedRefund["participant"];
};

type OwedCardProps = {
  listed: Owed;
  back: string;
  at: Date;
  locale: Locale;
  /** When the participant was last asked for their account, where they were. */
  askedAt?: Date | undefined;
  /** The transfer that it stands in, or was paid by. */
  transfer: InTransfer | undefined;
  /** On the booking's own page, which says already who it is about. */
  inBooking?: boolean;
};

/** Money that goes back to a participant: how much, where to, and the transfer once it is made. */
export function OwedCard({ listed, back, at, locale, askedAt, transfer, inBooking = false }: OwedCardProps) {
  const { refund, booking, trip, participant, paidBy, bouncedThere } = listed;
  const texts = textsFor(locale).admin.refunds;
  const account = accountOf(refund);
  const newForMs = newAccountAgeMs(participant.bankAccountChangedAt, at);
  return (
    <article
      aria-label={`${booking.code} ${rupiah(refund.amount)}`}
      className="grid grid-cols-1 gap-x-6 gap-y-3 border-b border-line pb-6 last:border-0 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,20rem)]"
    >
      <div className="min-w-0">
        <p className="flex min-h-8 items-center gap-x-1">
          <strong className="text-xl font-extrabold tabular-nums">{rupiah(refund.amount)}</strong>
          {refund.status === "APPROVED" && account && (
            <CopyButton compact text={String(refund.amount)} label={texts.copyAmount} copied={texts.copied} />
          )}
        </p>
        {!inBooking && (
          <p className="mt-1">
            <BookingLink code={booking.code} /> · <PersonLink person={participant} />
            <span className="block">
              <TripLink trip={trip} />
            </span>
          </p>
        )}
        <p className="text-sm break-words text-ink-soft">{why(refund, locale)}</p>
      </div>
      <div className="min-w-0 space-y-1">
        {account && (
          <Account account={account} newForMs={refund.status === "APPROVED" ? newForMs : undefined} locale={locale} />
        )}
        {bouncedThere && refund.status === "APPROVED" && <p className="text-sm text-stale">{texts.bouncedThere}</p>}
        {!account && refund.status === "APPROVED" && (
          <p>
            {texts.refusals.noAccount}
            {askedAt && (
              <span className="block text-sm text-ink-soft">
                {texts.lastAsked} <Moment at={askedAt} locale={locale} />
              </span>
            )}
          </p>
        )}
        {refund.status === "APPROVED" && refund.approvedAt && (
          <p className="text-sm text-ink-soft">
            {texts.owedSince(age(at.getTime() - refund.approvedAt.getTime(), locale))},{" "}
            <Moment at={refund.approvedAt} locale={locale} />
          </p>
        )}
        {refund.paidAt && (
          <p className="text-sm text-ink-soft">
            {texts.paidAt} <Moment at={refund.paidAt} locale={locale} />
            {paidBy && `, ${paidBy}`}
            <br />
            <span className="font-mono text-ink">{refund.transferRef}</span>
          </p>
        )}
      </div>
      <div className="md:col-span-2 lg:col-span-1">
        <Way listed={listed} transfer={transfer} back={back} locale={locale} />
      </div>
    </article>
  );
}

/** Why it goes back; what somebody typed about it, or the cause that the rules gave, where that says more. */
function why({ reason, cause, note }: Owed["refund"], locale: Locale): string {
  const { admin, reasons } = textsFor(locale);
  const more = reason === "OVERPAID" ? "" : cause ? reasons.money[cause] : note;
  return [admin.words.reason[reason], more].filter(Boolean).join(": ");
}

/** What comes next: where it stands in a transfer, or what it waits for. */
function Way({
  listed: { refund, booking, participant },
  transfer,
  back,
  locale,
}: Pick<OwedCardProps, "listed" | "transfer" | "back" | "locale">) {
  const texts = textsFor(locale).admin;
  if (transfer) {
    const { inTransfer, openTransfer } = texts.transfers;
    const label = transfer.outcome ? openTransfer(transfer.code) : inTransfer(transfer.code);
    return <TransferLink code={transfer.code}>{label}</TransferLink>;
  }
  if (refund.status !== "APPROVED" || accountOf(refund)) return null;
  if (participant.suspendedAt)
    return (
      <p className="text-sm text-stale">
        {texts.refunds.refusals.suspended} <PersonLink person={participant} />
      </p>
    );
  return <AskForAccount refund={refund} booking={booking} back={back} locale={locale} />;
}

type AskProps = Pick<Owed, "refund" | "booking"> & { back: string; locale: Locale };

/** Money without an account waits for its owner: an admin can ask them again. */
function AskForAccount({ refund, booking, back, locale }: AskProps) {
  const texts = textsFor(locale).admin.refunds;
  return (
    <ActionDisclosure quiet label={texts.ask} accessibleLabel={`${texts.ask}: ${booking.code}`}>
      <ActionForm
        id={`ask-${refund.id}`}
        action={askForAccountAction}
        hidden={{ refundId: refund.id, code: booking.code, back }}
        submit={texts.askNow}
        pending={texts.asking}
      >
        <p className="text-sm text-ink-soft">{texts.askLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}
