"use client";

import { getFormProps, getInputProps, getTextareaProps } from "@conform-to/react";
import { useState } from "react";
import type { FormAction } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { PictureField, PictureForm, type SentBefore } from "#app/_forms/picture-field.tsx";
import { uploadMost } from "#app/_forms/upload-most.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { bookingsTexts } from "#texts/bookings.ts";
import { type Locale, rupiah } from "#texts/format.ts";
import { Field, TextArea } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";

type ReportFormProps = {
  action: FormAction;
  /** The booking's. */
  code: string;
  max: number;
  /** What came of a picture that was sent without scripts. */
  sentBefore: SentBefore;
  locale: Locale;
};

/** How much, why, and a photo if there is one. */
export function ReportForm({ action, code, max, sentBefore, locale }: ReportFormProps) {
  const texts = bookingsTexts(locale).report;
  const { form, fields, submit } = useActionForm<{ amount: string; note: string; evidence?: string }>(action, {
    id: "report",
  });
  const [isSending, setSending] = useState(false);
  const address = `/api/unggah/laporan?pesanan=${code}`;
  return (
    <>
      <PictureForm name={fields.evidence.name} address={address} />
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
        <PictureField
          name={fields.evidence.name}
          address={address}
          label={texts.evidence}
          hint={texts.evidenceHint(uploadMost.megabytes)}
          error={fields.evidence.errors?.[0]}
          sentBefore={sentBefore}
          onBusy={setSending}
          locale={locale}
        />
        <Submit pending={texts.submitting} disabled={isSending}>
          {texts.submit}
        </Submit>
      </form>
    </>
  );
}
