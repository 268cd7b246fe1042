"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { useEffect, useRef } from "react";
import { FormError } from "#app/_forms/form-error.tsx";
import { PasswordField } from "#app/_forms/password-field.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { SavedMark } from "#app/(account)/akun/saved-mark.tsx";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Submit } from "#ui/submit.tsx";
import { changePasswordAction } from "./actions.ts";

/** The old password and the new one. */
export function ChangePasswordForm({ locale, minLength }: { locale: Locale; minLength: number }) {
  const { password: texts, saving } = profileTexts(locale);
  const { form, fields, submit } = useActionForm<{ old: string; password: string }>(changePasswordAction, {
    id: "change-password",
  });
  const element = useRef<HTMLFormElement>(null);
  const done = form.status === "success";
  useEffect(() => {
    for (const input of element.current?.querySelectorAll("input") ?? []) if (done) input.value = "";
  }, [done]);
  return (
    <form ref={element} {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <PasswordField
        {...getInputProps(fields.old, { type: "password" })}
        key={fields.old.key}
        label={texts.old}
        locale={locale}
        error={fields.old.errors?.[0]}
        autoComplete="current-password"
        required
      />
      <PasswordField
        {...getInputProps(fields.password, { type: "password" })}
        key={fields.password.key}
        label={texts.new}
        locale={locale}
        hint={texts.hint(minLength)}
        error={fields.password.errors?.[0]}
        autoComplete="new-password"
        required
      />
      <div className="flex flex-wrap items-center gap-4">
        <Submit tone="quiet" pending={saving} className="min-h-12">
          {texts.submit}
        </Submit>
        <SavedMark shown={done}>{texts.saved}</SavedMark>
      </div>
    </form>
  );
}
