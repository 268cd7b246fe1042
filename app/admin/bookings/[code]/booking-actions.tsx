import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Section } from "#app/admin/section.tsx";
import type { AdminBooking } from "#domain/bookings/admin-booking.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { cancelAction, goodwillAction } from "./actions.ts";

type BookingActionsProps = { whole: AdminBooking; back: string; locale: Locale };

/**
 * What an admin may do with a paid booking while its money is held, or what comes first. Nothing for one without money held:
 * what can be done with its payment stands there.
 */
export function BookingActions({ whole, back, locale }: BookingActionsProps) {
  const texts = textsFor(locale).admin.bookings;
  const why = whyNothing(whole, texts);
  if (!why && whole.payout?.status !== "HELD") return null;
  return (
    <Section title={texts.actions}>
      {why ? (
        <p className="text-ink-soft">{why}</p>
      ) : (
        <div className="space-y-3">
          {whole.money.net > 0 && <Goodwill whole={whole} back={back} locale={locale} />}
          {whole.booking.status === "CONFIRMED" && <Cancel whole={whole} back={back} locale={locale} />}
        </div>
      )}
    </Section>
  );
}

type Texts = ReturnType<typeof textsFor>["admin"]["bookings"];

function whyNothing({ payout, refunds }: AdminBooking, texts: Texts): string | undefined {
  if (refunds.some(({ status }) => status === "REQUESTED")) return texts.whyNoActions.dispute;
  if (payout?.status === "RELEASED") return texts.whyNoActions.released;
  if (payout?.status === "PAID") return texts.whyNoActions.paid;
  return undefined;
}

function Goodwill({ whole: { booking, money }, back, locale }: BookingActionsProps) {
  const texts = textsFor(locale).admin.bookings;
  return (
    <ActionDisclosure label={texts.goodwill}>
      <ActionForm
        id="goodwill"
        action={goodwillAction}
        hidden={{ bookingId: booking.id, seen: String(money.net), back }}
        fields={[
          {
            name: "amount",
            label: texts.refundAmount,
            kind: "rupiah",
            hint: texts.goodwillHint(rupiah(money.net)),
          },
          { name: "explanation", label: texts.goodwillReason, kind: "text" },
        ]}
        submit={texts.goodwill}
        pending={texts.granting}
      >
        <p className="text-sm text-ink-soft">{texts.goodwillLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}

function Cancel({ whole: { booking, money }, back, locale }: BookingActionsProps) {
  const texts = textsFor(locale).admin.bookings;
  return (
    <ActionDisclosure label={texts.cancel}>
      <ActionForm
        id="cancel"
        action={cancelAction}
        hidden={{ bookingId: booking.id, seen: String(money.net), back }}
        fields={[
          {
            name: "amount",
            label: texts.refundAmount,
            kind: "rupiah",
            hint: texts.refundHint(rupiah(money.net)),
            defaultValue: rupiah(money.net).replace("Rp ", ""),
          },
          { name: "reason", label: texts.cancelReason, kind: "text" },
        ]}
        submit={texts.cancel}
        pending={texts.cancelling}
      >
        <p className="text-sm text-ink-soft">{texts.cancelLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}
