"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { FormVersionField } from "#app/_forms/form-version-field.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import { saveProfileAction } from "./actions.ts";
import { SavedMark } from "./saved-mark.tsx";

/** Name and phone number. */
export function ProfileForm({
  locale,
  name,
  phone,
  version,
}: {
  locale: Locale;
  name: string;
  phone: string;
  version: string;
}) {
  const { person: texts, save, saving, saved } = profileTexts(locale);
  const { form, fields, submit, answer } = useActionForm<{ name: string; phone: string }>(saveProfileAction, {
    id: "profile",
    defaultValue: { name, phone },
  });
  return (
    <form {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <FormVersionField version={version} answer={answer} />
      <Field
        {...getInputProps(fields.name, { type: "text" })}
        key={fields.name.key}
        label={texts.name}
        error={fields.name.errors?.[0]}
        autoComplete="name"
        required
      />
      <Field
        {...getInputProps(fields.phone, { type: "tel" })}
        key={fields.phone.key}
        label={texts.phone}
        hint={texts.phoneHint}
        error={fields.phone.errors?.[0]}
        autoComplete="tel"
        inputMode="tel"
        required
      />
      <div className="flex items-center gap-4">
        <Submit pending={saving} className="min-h-12">
          {save}
        </Submit>
        <SavedMark shown={form.status === "success"}>{saved}</SavedMark>
      </div>
    </form>
  );
}
