"use client";

import { useActionState } from "react";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";
import { type FormState, setPasswordAction } from "../actions.ts";

/** One field: who forgets the password gets a new link, so nobody must type it twice. */
export function SetPasswordForm({ locale, token, minLength }: { locale: Locale; token: string; minLength: number }) {
  const texts = textsFor(locale).account.setPassword;
  const [{ errors }, submit, pending] = useActionState<FormState, FormData>(setPasswordAction, { errors: {} });
  return (
    <form action={submit} noValidate className="space-y-5">
      {errors.form && (
        <Notice tone="failed" role="alert">
          {errors.form}
        </Notice>
      )}
      <input type="hidden" name="token" value={token} />
      <Field
        id="password"
        type="password"
        label={texts.password}
        hint={texts.hint(minLength)}
        error={errors.password}
        autoComplete="new-password"
        required
      />
      <Button type="submit" disabled={pending} className="min-h-12 w-full text-base">
        {pending ? texts.submitting : texts.submit}
      </Button>
    </form>
  );
}
