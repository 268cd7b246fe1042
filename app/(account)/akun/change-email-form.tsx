"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import type { ProofField } from "./account-refusal.ts";
import { changeEmailAction } from "./actions.ts";
import { OwnerProofField } from "./rekening/proof-field.tsx";
import { SavedMark } from "./saved-mark.tsx";

type ChangeEmailFormProps = { locale: Locale; warnedDays: number; proof: ProofField["kind"] };

/** Asks for another address; folded away, since it is wanted once in years. */
export function ChangeEmailForm({ locale, warnedDays, proof }: ChangeEmailFormProps) {
  const texts = profileTexts(locale).email;
  const { saving } = profileTexts(locale);
  const { form, fields, submit } = useActionForm<{ email: string; proof: string }>(changeEmailAction, {
    id: "change-email",
  });
  return (
    <details open={form.status !== undefined || undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-sea underline decoration-1 underline-offset-4">
        {texts.change}
      </summary>
      <form
        {...getFormProps(form)}
        // A code is good once.
        {...(proof === "password" && repeatable)}
        action={submit}
        noValidate
        className="space-y-5 pt-3"
      >
        <FormError form={form} />
        <Field
          {...getInputProps(fields.email, { type: "email" })}
          key={fields.email.key}
          label={texts.label}
          hint={texts.hint(warnedDays)}
          error={fields.email.errors?.[0]}
          autoComplete="email"
          inputMode="email"
          required
        />
        <OwnerProofField kind={proof} hint={texts.proofHint} locale={locale} field={fields.proof} />
        <div className="flex flex-wrap items-center gap-4">
          <Submit tone="quiet" pending={saving} className="min-h-12">
            {texts.submit}
          </Submit>
          <SavedMark shown={form.status === "success"}>{texts.sent}</SavedMark>
        </div>
      </form>
    </details>
  );
}
