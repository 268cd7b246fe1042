"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { type ReactNode, useEffect, useRef } from "react";
import { FormError } from "#app/_forms/form-error.tsx";
import { PasswordField } from "#app/_forms/password-field.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { signInAction } from "#app/_session/actions.ts";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { type DemoAccount, DemoAccounts } from "./demo-accounts.tsx";

type SignInFormProps = {
  locale: Locale;
  wanted?: string;
  /** The page on which they pressed "sign in". */
  from?: string;
  demo: readonly DemoAccount[];
  children: ReactNode;
};

/** E-mail and password, and below them `children`. After a refusal the address stays and the focus goes to what must be mended. */
export function SignInForm({ locale, wanted, from, demo, children }: SignInFormProps) {
  const texts = accountTexts(locale).signIn;
  const { form, fields, submit, pending } = useActionForm<{ email: string; password: string }>(signInAction, {
    id: "sign-in",
  });
  const element = useRef<HTMLFormElement>(null);
  const { errors } = form;

  useEffect(() => {
    if (errors) element.current?.querySelector<HTMLInputElement>("[name=password]")?.focus();
  }, [errors]);

  return (
    <>
      <form ref={element} {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-5">
        <FormError form={form} />
        {wanted && <input type="hidden" name="wanted" value={wanted} />}
        {from && <input type="hidden" name="from" value={from} />}
        <Field
          {...getInputProps(fields.email, { type: "email" })}
          key={fields.email.key}
          label={texts.email}
          error={fields.email.errors?.[0]}
          autoComplete="username"
          inputMode="email"
          required
        />
        <PasswordField
          {...getInputProps(fields.password, { type: "password" })}
          key={fields.password.key}
          label={texts.password}
          locale={locale}
          error={fields.password.errors?.[0]}
          autoComplete="current-password"
          required
        />
        <Button type="submit" disabled={pending} className="min-h-12 w-full text-base">
          {pending ? texts.submitting : texts.submit}
        </Button>
      </form>
      {children}
      {demo.length > 0 && <DemoAccounts accounts={demo} texts={texts} form={element} />}
    </>
  );
}
