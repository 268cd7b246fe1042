import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import { moment } from "#texts/format.ts";
import { Notice } from "#ui/notice.tsx";
import { AmountCard } from "./amount-card.tsx";
import type { PayProps } from "./pay-props.ts";
import { ProofUpload } from "./proof-upload.tsx";

/** How much, to which account, until when, and where the proof goes. After a rejection the reason stands first. */
export function ToPay({ failed, ...props }: PayProps & { failed?: string }) {
  const { own, locale, texts } = props;
  const { booking, payment, trip } = own;
  const { rejected } = texts.stages;
  const deadline = moment(payment.expiresAt, locale);
  return (
    <>
      {payment.rejectReason && (
        <Notice tone="stale" role="status">
          <p className="font-bold">{rejected.title}</p>
          <p className="mt-1 font-normal">
            {rejected.reason}: {payment.rejectReason}
          </p>
          <p className="mt-1 font-normal">{rejected.lead(deadline)}</p>
        </Notice>
      )}
      <AmountCard {...props} account={platformAccount(payment.bankAccountKey)} />
      <ProofUpload
        code={booking.code}
        tripSlug={trip.slug}
        deadline={deadline}
        again={payment.rejectReason !== null}
        failed={failed}
        locale={locale}
      />
    </>
  );
}
