import { type Locale, textsFor } from "#texts/index.ts";
import { trustClockAction } from "./actions.ts";
import { ReasonField } from "./verb-fields.tsx";
import { VerbDisclosure } from "./verb-form.tsx";

/** Says that the server's clock is right although it has leapt, by so much as the page shows it, so that what is held goes on. */
export function TrustClock({ leapMs, locale }: { leapMs: number; locale: Locale }) {
  const { forms } = textsFor(locale).system;
  return (
    <VerbDisclosure
      action={trustClockAction}
      hidden={{ leapMs: String(Math.round(leapMs)) }}
      label={forms.trustClock}
      submit={forms.trustClockSubmit}
      pending={forms.pending}
      size="small"
      className="mt-2"
    >
      <p className="text-sm">{forms.trustClockLead}</p>
      <ReasonField id="trust-clock-reason" locale={locale} />
    </VerbDisclosure>
  );
}
