"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import { signInWithCodeAction } from "./actions.ts";

type CodeFormProps = { locale: Locale; wanted?: string; from?: string; recovery: boolean };

/** One code. Phones offer the one of their authenticator by themselves. */
export function CodeForm({ locale, wanted, from, recovery }: CodeFormProps) {
  const texts = accountTexts(locale).code;
  const { form, fields, submit } = useActionForm<{ code: string }>(signInWithCodeAction, { id: "code" });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      {wanted && <input type="hidden" name="wanted" value={wanted} />}
      {from && <input type="hidden" name="from" value={from} />}
      <input type="hidden" name="recovery" value={recovery ? "1" : ""} />
      <Field
        {...getInputProps(fields.code, { type: "text" })}
        key={fields.code.key}
        label={recovery ? texts.recovery : texts.code}
        error={fields.code.errors?.[0]}
        autoComplete={recovery ? "off" : "one-time-code"}
        inputMode={recovery ? "text" : "numeric"}
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono text-lg tracking-widest"
        required
      />
      <Submit pending={texts.submitting} className="min-h-12 w-full text-base">
        {texts.submit}
      </Submit>
    </form>
  );
}
