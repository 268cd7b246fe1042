"use client";

import { getFormProps, getTextareaProps } from "@conform-to/react";
import type { FormAction } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { bookingsTexts } from "#texts/bookings.ts";
import { type Locale, rupiah } from "#texts/format.ts";
import { TextArea } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";

/** Sends the quote that is shown along, so that nobody agrees to another one. */
export function CancelForm({ action, quote, locale }: { action: FormAction; quote: number; locale: Locale }) {
  const texts = bookingsTexts(locale).cancel;
  const { form, fields, submit } = useActionForm<{ reason?: string }>(action, { id: "cancel-paid" });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-4">
      <FormError form={form} />
      <input type="hidden" name="agreed" value={quote} />
      <TextArea
        {...getTextareaProps(fields.reason)}
        key={fields.reason.key}
        label={texts.reason}
        hint={texts.reasonHint}
        error={fields.reason.errors?.[0]}
        rows={2}
      />
      <Submit tone="quiet" pending={texts.submitting} className="text-failed">
        {quote > 0 ? texts.submit(rupiah(quote)) : texts.submitNothing}
      </Submit>
    </form>
  );
}
