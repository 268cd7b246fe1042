"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import type { Route } from "next";
import { FormError } from "#app/_forms/form-error.tsx";
import { PasswordField } from "#app/_forms/password-field.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { signUpAction } from "./actions.ts";

type SignUpFormProps = { locale: Locale; wanted?: string; minPasswordLength: number };
type Values = { name: string; email: string; phone: string; password: string };

/** Who somebody is and how to reach them. One password field: who mistypes it gets a new one by mail. */
export function SignUpForm({ locale, wanted, minPasswordLength }: SignUpFormProps) {
  const { signUp: texts, setPassword } = accountTexts(locale);
  const { form, fields, submit } = useActionForm<Values>(signUpAction, { id: "sign-up" });
  const field = (name: keyof Values, type: "text" | "email" | "tel" | "password") => ({
    ...getInputProps(fields[name], { type }),
    key: fields[name].key,
    label: texts[name],
    error: fields[name].errors?.[0],
    required: true,
  });
  const { key: nameKey, ...name } = field("name", "text");
  const { key: emailKey, ...email } = field("email", "email");
  const { key: phoneKey, ...phone } = field("phone", "tel");
  const { key: passwordKey, ...password } = field("password", "password");
  return (
    <form {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      {wanted && <input type="hidden" name="wanted" value={wanted} />}
      <Field key={nameKey} {...name} hint={texts.nameHint} autoComplete="name" />
      <Field key={emailKey} {...email} hint={texts.emailHint} autoComplete="email" inputMode="email" />
      <Field key={phoneKey} {...phone} hint={texts.phoneHint} autoComplete="tel" inputMode="tel" />
      <PasswordField
        key={passwordKey}
        {...password}
        hint={setPassword.hint(minPasswordLength)}
        autoComplete="new-password"
        locale={locale}
      />
      <p className="text-sm text-ink-soft">
        {texts.accept} <TextLink href={"/syarat" as Route}>{texts.terms}</TextLink>. {texts.keeps}{" "}
        <TextLink href="/privasi">{texts.privacy}</TextLink>.
      </p>
      <Submit pending={texts.submitting} className="min-h-12 w-full text-base">
        {texts.submit}
      </Submit>
    </form>
  );
}
