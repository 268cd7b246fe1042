import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Section } from "#app/admin/section.tsx";
import { wibDay } from "#domain/calendar.ts";
import type { ShownTransfer } from "#domain/transfers/items.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { undoAction } from "./actions.ts";
import { ConfirmForm } from "./confirm-form.tsx";

type TransferActionsProps = { shown: ShownTransfer; back: string; at: Date; locale: Locale };

/** What is still to be said of a prepared transfer: that it was made, or that it was not. */
export function TransferActions({ shown: { transfer, lines }, back, at, locale }: TransferActionsProps) {
  if (transfer.status !== "PREPARED") return null;
  const texts = textsFor(locale).admin.transfers;
  const { id: transferId, code } = transfer;
  return (
    <Section title={texts.confirm}>
      <div className="max-w-3xl space-y-6">
        <ConfirmForm
          transferId={transferId}
          code={code}
          back={back}
          lines={lines.map(({ account, items, amountRupiah }) => ({
            ids: items.map(({ id }) => id).join(" "),
            label: texts.leaveOut(`${account.bankAccountName} (${account.bankName})`, rupiah(amountRupiah)),
          }))}
          days={{ from: wibDay(transfer.createdAt), to: wibDay(at) }}
          texts={{
            lead: texts.confirmLead,
            reference: texts.reference,
            bookedOn: texts.bookedOn,
            submit: texts.confirm,
            pending: texts.confirming,
          }}
        />
        <ActionDisclosure label={texts.undo} accessibleLabel={`${texts.undo} ${code}`}>
          <ActionForm
            id={`undo-${transferId}`}
            action={undoAction}
            hidden={{ transferId, code, back }}
            submit={texts.undo}
            pending={texts.undoing}
            tone="quiet"
            mails={false}
          >
            <p className="text-sm text-ink-soft">{texts.undoLead}</p>
          </ActionForm>
        </ActionDisclosure>
      </div>
    </Section>
  );
}
