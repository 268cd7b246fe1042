"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { PasswordField } from "#app/_forms/password-field.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { setPasswordAction } from "#app/_session/actions.ts";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";

type SetPasswordFormProps = {
  locale: Locale;
  token: string;
  /** Where signing in leads on to afterwards. */
  wanted?: string;
  minLength: number;
};

/** One field: who forgets the password gets a new link, so nobody must type it twice. */
export function SetPasswordForm({ locale, token, wanted, minLength }: SetPasswordFormProps) {
  const texts = accountTexts(locale).setPassword;
  const { form, fields, submit, pending } = useActionForm<{ password: string }>(setPasswordAction, {
    id: "set-password",
  });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <input type="hidden" name="token" value={token} />
      {wanted && <input type="hidden" name="wanted" value={wanted} />}
      <PasswordField
        {...getInputProps(fields.password, { type: "password" })}
        key={fields.password.key}
        label={texts.password}
        locale={locale}
        hint={texts.hint(minLength)}
        error={fields.password.errors?.[0]}
        autoComplete="new-password"
        required
      />
      <Button type="submit" disabled={pending} className="min-h-12 w-full text-base">
        {pending ? texts.submitting : texts.submit}
      </Button>
    </form>
  );
}
