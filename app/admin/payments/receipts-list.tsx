import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { newFormKey } from "#domain/audit/record.ts";
import type { ListedPayment } from "#domain/bookings/payments/listed.ts";
import type { ListedReceipt } from "#domain/bookings/receipts/listed.ts";
import { receiptDays } from "#domain/bookings/receipts/record.ts";
import { day, moment, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { returnPartAction, voidAction } from "./actions.ts";
import { SettleForm } from "./settle-form.tsx";

type ReceiptsProps = {
  listed: Pick<ListedPayment, "payment" | "booking">;
  receipts: ListedReceipt[];
  back: string;
  at: Date;
  locale: Locale;
};

/** What reached the bank for a payment, each with the way to put a mistake right, and below it what else may be done with the money. */
export function ReceiptsList({ listed, receipts, back, at, locale }: ReceiptsProps) {
  const { payment, booking } = listed;
  const texts = textsFor(locale).admin.payments;
  if (receipts.length === 0) return null;
  return (
    <section className="space-y-3">
      <h3 className="text-sm font-semibold">{texts.receipts.title}</h3>
      <ul className="space-y-2">
        {receipts.map((receipt) => (
          <li key={receipt.id} className="space-y-1">
            <Receipt receipt={receipt} locale={locale} />
            {receipt.voidedAt === null && <Void {...{ receipt, listed, back, locale }} />}
          </li>
        ))}
      </ul>
      {payment.status === "AWAITING" && payment.receivedAmount !== null && (
        <ActionDisclosure quiet label={texts.returnPart} accessibleLabel={`${texts.returnPart} ${booking.code}`}>
          <ActionForm
            id={`return-${payment.id}`}
            action={returnPartAction}
            hidden={{ paymentId: payment.id, seen: String(payment.receivedAmount), back }}
            submit={texts.returnPart}
            pending={texts.returningPart}
            tone="quiet"
          >
            <p className="text-sm text-ink-soft">{texts.returnPartLead(rupiah(payment.receivedAmount))}</p>
          </ActionForm>
        </ActionDisclosure>
      )}
      {payment.status === "PAID" && <Another {...{ listed, back, at, locale }} />}
    </section>
  );
}

function Receipt({ receipt, locale }: { receipt: ListedReceipt; locale: Locale }) {
  const texts = textsFor(locale).admin.payments.receipts;
  const { amount, bookedOn, accountKey, source, recordedBy, voidedAt, voidReason, proofPath, id } = receipt;
  return (
    <p className="text-[15px]">
      <span className={voidedAt ? "tabular-nums line-through" : "font-semibold tabular-nums"}>{rupiah(amount)}</span>{" "}
      <span className="text-ink-soft">
        {texts.onDay(day(bookedOn, locale), accountKey.toUpperCase())}, {texts.sources[source]}
        {recordedBy && ` ${texts.by(recordedBy)}`}
      </span>
      {proofPath && (
        <a href={`/berkas/bukti/${id}`} target="_blank" rel="noopener" className="ml-2 underline">
          {texts.proof}
        </a>
      )}
      {voidedAt && voidReason && (
        <span className="block text-sm text-ink-soft">
          {texts.voided(voidReason)} ({moment(voidedAt, locale)})
        </span>
      )}
    </p>
  );
}

type VoidProps = { receipt: ListedReceipt } & Omit<ReceiptsProps, "receipts" | "at">;

function Void({ receipt, listed: { payment, booking }, back, locale }: VoidProps) {
  const texts = textsFor(locale).admin.payments.receipts;
  return (
    <ActionDisclosure quiet label={texts.void} accessibleLabel={texts.voidOf(rupiah(receipt.amount), booking.code)}>
      <ActionForm
        id={`void-${receipt.id}`}
        action={voidAction}
        hidden={{ receiptId: receipt.id, paymentId: payment.id, back }}
        fields={[{ name: "reason", label: texts.voidReason, suggestions: texts.voidReasons }]}
        submit={texts.void}
        pending={texts.voiding}
        tone="quiet"
      >
        <p className="text-sm text-ink-soft">{texts.voidLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}

function Another({ listed: { payment, booking }, back, at, locale }: Omit<ReceiptsProps, "receipts">) {
  const texts = textsFor(locale).admin.payments;
  return (
    <ActionDisclosure quiet label={texts.receipts.add} accessibleLabel={`${texts.receipts.add} ${booking.code}`}>
      <p className="mb-3 text-sm text-ink-soft">{texts.receipts.addLead}</p>
      <SettleForm
        paymentId={payment.id}
        formKey={newFormKey()}
        seenRupiah={payment.receivedAmount ?? 0}
        back={back}
        days={receiptDays(booking, at)}
        texts={{
          label: texts.receivedAmount,
          bookedOn: texts.bookedOn,
          submit: texts.record,
          pending: texts.accepting,
          consequences: texts.consequences,
          ifShort: { ...texts.ifShort, wait: "" },
          until: "",
        }}
      />
    </ActionDisclosure>
  );
}
