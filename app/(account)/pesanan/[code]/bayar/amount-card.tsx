import type { PlatformAccount } from "#domain/bookings/payments/accounts.ts";
import { missingRupiah } from "#domain/bookings/payments/rules.ts";
import { moment, rupiah } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { Notice } from "#ui/notice.tsx";
import { Countdown } from "./countdown.tsx";
import type { PayProps } from "./pay-props.ts";

/** The three things that a transfer needs: the amount to its last digit, the account, and by when. */
export function AmountCard({ own, account, now, locale, texts }: PayProps & { account?: PlatformAccount }) {
  const { booking, payment } = own;
  const code = String(payment.uniqueCode).padStart(3, "0");
  const received = payment.receivedAmount;
  const due = received === null ? payment.amount : missingRupiah({ totalAmount: booking.totalAmount, received });
  return (
    <section className="overflow-hidden rounded-card border border-line bg-surface">
      <div className="px-5 pt-6 pb-5 sm:px-8">
        <h1 className="text-lg font-bold">{received === null ? texts.lead : texts.rest.lead}</h1>
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <Amount amount={rupiah(due)} label={texts.amount} marked={received === null} />
          <CopyButton text={String(due)} label={texts.copyAmount} copied={texts.copied} />
        </div>
        {received === null ? (
          <>
            <p className="mt-3 text-[15px] text-ink-soft">{texts.uniqueCode}</p>
            <p className="mt-1 text-sm text-ink-soft tabular-nums">
              {texts.breakdown(rupiah(booking.pricePerPax), booking.pax, code)}
            </p>
          </>
        ) : (
          <>
            <p className="mt-3 text-[15px]">{texts.rest.came(rupiah(received), rupiah(booking.totalAmount))}</p>
            <p className="mt-1 text-[15px] text-ink-soft">{texts.rest.or}</p>
          </>
        )}
      </div>
      <div className="border-t border-line px-5 py-5 sm:px-8">
        {account ? <Account account={account} texts={texts} /> : <Notice tone="stale">{texts.unknownAccount}</Notice>}
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-t border-line bg-sand px-5 py-4 sm:px-8">
        <p>
          <span className="text-sm font-semibold text-ink-soft">{texts.deadline}</span>
          <span className="block font-bold tabular-nums">{moment(payment.expiresAt, locale)}</span>
        </p>
        <Countdown until={payment.expiresAt.toISOString()} now={now.toISOString()} locale={locale} />
      </div>
    </section>
  );
}

/** The amount, with its last three digits `marked` where they are the code; read out as one figure. */
function Amount({ amount, label, marked }: { amount: string; label: string; marked: boolean }) {
  return (
    <p className="text-[2.6rem] leading-none font-extrabold tracking-tight tabular-nums sm:text-6xl">
      <span className="sr-only">{`${label}: ${amount}`}</span>
      <span aria-hidden="true">
        {marked ? amount.slice(0, -3) : amount}
        {marked && <span className="rounded-control bg-sea-tint px-1 text-sea-strong">{amount.slice(-3)}</span>}
      </span>
    </p>
  );
}

function Account({ account, texts }: { account: PlatformAccount; texts: Texts["pay"] }) {
  return (
    <>
      <p className="text-sm font-semibold text-ink-soft">{texts.to}</p>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0">
          <span className="block font-bold">{account.bank}</span>
          <span className="block font-mono text-xl font-semibold tabular-nums">{account.number}</span>
          <span className="block text-[15px]">
            <span className="text-ink-soft">{texts.holder}</span> {account.holder}
          </span>
        </p>
        <CopyButton text={account.number} label={texts.copyAccount} copied={texts.copied} />
      </div>
    </>
  );
}
