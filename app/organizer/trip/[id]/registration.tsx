"use client";

import { getFormProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Button } from "#ui/button.tsx";
import { closeRegistrationAction, reopenRegistrationAction } from "./actions.ts";

type RegistrationProps = { tripId: string; closed: boolean; locale: Locale };

/** The way to take no more bookings of a trip that goes all the same, and to take them again. */
export function Registration({ tripId, closed, locale }: RegistrationProps) {
  const texts = organizerTexts(locale).registration;
  const { form, submit, pending } = useActionForm<{ tripId: string }>(
    closed ? reopenRegistrationAction : closeRegistrationAction,
    { id: closed ? "reopen-registration" : "close-registration" },
  );
  return (
    <section aria-labelledby="registration" className="max-w-2xl space-y-3 border-t border-line pt-8">
      <h2 id="registration" className="text-xl font-bold">
        {texts.title}
      </h2>
      <p className="text-[15px] text-ink-soft">{closed ? texts.closedLead : texts.openLead}</p>
      <form {...getFormProps(form)} action={submit} noValidate className="space-y-3">
        <FormError form={form} />
        <input type="hidden" name="tripId" value={tripId} />
        <Button type="submit" tone={closed ? "action" : "quiet"} disabled={pending}>
          {closed ? texts.reopen : texts.close}
        </Button>
      </form>
    </section>
  );
}
