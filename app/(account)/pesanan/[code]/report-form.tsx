"use client";

import { getFormProps, getInputProps, getTextareaProps } from "@conform-to/react";
import type { FormAction } from "#app/form.ts";
import { FormError } from "#app/form-error.tsx";
import { uploadMost } from "#app/upload-most.ts";
import { useActionForm } from "#app/use-action-form.ts";
import { bookingsTexts } from "#texts/bookings.ts";
import { type Locale, rupiah } from "#texts/format.ts";
import { Field, TextArea } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";

/** How much, why, and a photo if there is one. */
export function ReportForm({ action, max, locale }: { action: FormAction; max: number; locale: Locale }) {
  const texts = bookingsTexts(locale).report;
  const { form, fields, submit } = useActionForm<{ amount: string; note: string; evidence?: File }>(action, {
    id: "report",
  });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <Field
        {...getInputProps(fields.amount, { type: "text" })}
        key={fields.amount.key}
        label={texts.amount}
        hint={texts.amountHint(rupiah(max))}
        error={fields.amount.errors?.[0]}
        inputMode="numeric"
        autoComplete="off"
        required
        className="sm:max-w-60"
      />
      <TextArea
        {...getTextareaProps(fields.note)}
        key={fields.note.key}
        label={texts.note}
        hint={texts.noteHint}
        error={fields.note.errors?.[0]}
        required
      />
      <Field
        {...getInputProps(fields.evidence, { type: "file" })}
        key={fields.evidence.key}
        label={texts.evidence}
        hint={texts.evidenceHint(uploadMost.megabytes)}
        error={fields.evidence.errors?.[0]}
        accept="image/*"
        className="py-2 file:mr-3 file:cursor-pointer file:rounded-control file:border-0 file:bg-sand file:px-3 file:py-1.5 file:text-sm file:font-semibold file:text-ink"
      />
      <Submit pending={texts.submitting}>{texts.submit}</Submit>
    </form>
  );
}
