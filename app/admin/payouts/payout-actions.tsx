import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { TransferLink } from "#app/admin/transfers/links.tsx";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { policy } from "#domain/policy.ts";
import type { InTransfer } from "#domain/transfers/items.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { holdBackAction, recallAction, resumeAction } from "./actions.ts";

type PayoutActionsProps = {
  payout: Payout;
  /** The booking's code. */
  code: string;
  /** The transfer that it stands in, or was paid by. */
  transfer: InTransfer | undefined;
  back: string;
  locale: Locale;
};

/** What can be done with one payout; nothing but a link while it stands in a transfer. */
export function PayoutActions({ payout, code, transfer, back, locale }: PayoutActionsProps) {
  const texts = textsFor(locale).admin;
  if (transfer) {
    const { inTransfer, openTransfer } = texts.transfers;
    const label = transfer.outcome ? openTransfer(transfer.code) : inTransfer(transfer.code);
    return <TransferLink code={transfer.code}>{label}</TransferLink>;
  }
  if (payout.status !== "HELD" && payout.status !== "RELEASED") return null;
  const hidden = { payoutId: payout.id, code, seenAt: payout.updatedAt.toISOString(), back };
  if (payout.heldBackAt)
    return (
      <ActionForm
        action={resumeAction}
        hidden={hidden}
        submit={texts.payouts.resume}
        pending={texts.payouts.resuming}
        tone="quiet"
        mails={false}
      />
    );
  return (
    <div className="flex flex-wrap gap-x-4">
      {payout.status === "RELEASED" && <Recall hidden={hidden} locale={locale} />}
      <HoldBack hidden={hidden} locale={locale} />
    </div>
  );
}

type FormProps = { hidden: Record<string, string>; locale: Locale };

function Recall({ hidden, locale }: FormProps) {
  const texts = textsFor(locale).admin.payouts;
  return (
    <ActionDisclosure quiet label={texts.recall} accessibleLabel={`${texts.recall}: ${hidden.code}`}>
      <ActionForm
        action={recallAction}
        hidden={hidden}
        submit={texts.recall}
        pending={texts.recalling}
        tone="quiet"
        mails={false}
      >
        <p className="text-sm text-ink-soft">{texts.recallLead(policy.payoutRecallMs / 86_400_000)}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}

function HoldBack({ hidden, locale }: FormProps) {
  const texts = textsFor(locale).admin.payouts;
  return (
    <ActionDisclosure quiet label={texts.holdBack} accessibleLabel={`${texts.holdBack}: ${hidden.code}`}>
      <ActionForm
        action={holdBackAction}
        hidden={hidden}
        fields={[{ name: "reason", label: texts.holdReason, kind: "text" }]}
        submit={texts.holdBack}
        pending={texts.holding}
        tone="quiet"
        mails={false}
      >
        <p className="text-sm text-ink-soft">{texts.holdBackLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}
