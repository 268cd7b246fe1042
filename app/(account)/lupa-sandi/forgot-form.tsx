"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import { requestResetAction } from "./actions.ts";

/** One address. */
export function ForgotForm({ locale }: { locale: Locale }) {
  const texts = accountTexts(locale).forgot;
  const { form, fields, submit } = useActionForm<{ email: string }>(requestResetAction, { id: "forgot" });
  return (
    <form {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <Field
        {...getInputProps(fields.email, { type: "email" })}
        key={fields.email.key}
        label={texts.email}
        error={fields.email.errors?.[0]}
        autoComplete="username"
        inputMode="email"
        required
      />
      <Submit pending={texts.submitting} className="min-h-12 w-full text-base">
        {texts.submit}
      </Submit>
    </form>
  );
}
