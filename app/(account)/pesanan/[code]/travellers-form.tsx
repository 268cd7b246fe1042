"use client";

import { getFormProps } from "@conform-to/react";
import type { FormAction } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { FormVersionField } from "#app/_forms/form-version-field.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { type Traveller, TravellerFields } from "#app/_forms/traveller-fields.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { OwnBooking } from "#domain/bookings/queries.ts";
import { bookingFormTexts } from "#texts/booking-form.ts";
import { bookingsTexts } from "#texts/bookings.ts";
import type { Locale } from "#texts/format.ts";
import { Submit } from "#ui/submit.tsx";

type TravellersFormProps = {
  action: FormAction;
  travellers: OwnBooking["travellers"];
  version: string;
  locale: Locale;
};

/** One row a seat, as many as were booked. */
export function TravellersForm({ action, travellers, version, locale }: TravellersFormProps) {
  const texts = bookingsTexts(locale).travellers;
  const { form, fields, submit, answer } = useActionForm<{ travellers: Traveller[] }>(action, {
    id: "travellers",
    defaultValue: {
      travellers: travellers.map(({ fullName, phone, emergencyContact }) => ({
        fullName,
        phone: phone ?? undefined,
        emergencyContact: emergencyContact ?? undefined,
      })),
    },
  });
  return (
    <form {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <FormVersionField version={version} answer={answer} />
      {fields.travellers.getFieldList().map((row, at) => (
        <TravellerFields key={row.key} row={row} number={at + 1} texts={bookingFormTexts(locale)} />
      ))}
      <Submit pending={texts.submitting}>{texts.submit}</Submit>
    </form>
  );
}
