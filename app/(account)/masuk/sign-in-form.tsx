"use client";

import { useActionState, useEffect, useRef } from "react";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";
import { type FormState, signInAction } from "../actions.ts";
import { type DemoAccount, DemoAccounts } from "./demo-accounts.tsx";

type SignInFormProps = { locale: Locale; wanted?: string; demo: readonly DemoAccount[] };

/** E-mail and password. After a refusal the address stays and the focus goes to what must be mended. */
export function SignInForm({ locale, wanted, demo }: SignInFormProps) {
  const texts = textsFor(locale).account.signIn;
  const [state, submit, pending] = useActionState<FormState, FormData>(signInAction, { errors: {} });
  const form = useRef<HTMLFormElement>(null);
  const { errors } = state;

  useEffect(() => {
    const field = errors.email ? "email" : errors.password || errors.form ? "password" : undefined;
    if (field) form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus();
  }, [errors]);

  return (
    <>
      <form ref={form} action={submit} noValidate className="space-y-5">
        {errors.form && (
          <Notice tone="failed" role="alert">
            {errors.form}
          </Notice>
        )}
        {wanted && <input type="hidden" name="wanted" value={wanted} />}
        <Field
          id="email"
          type="email"
          label={texts.email}
          defaultValue={state.email}
          error={errors.email}
          autoComplete="username"
          inputMode="email"
          required
        />
        <Field
          id="password"
          type="password"
          label={texts.password}
          error={errors.password}
          autoComplete="current-password"
          required
        />
        <Button type="submit" disabled={pending} className="min-h-12 w-full text-base">
          {pending ? texts.submitting : texts.submit}
        </Button>
      </form>
      {demo.length > 0 && <DemoAccounts accounts={demo} texts={texts} form={form} />}
    </>
  );
}
