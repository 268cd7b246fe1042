"use client";

import { type FieldMetadata, getInputProps } from "@conform-to/react";
import { PasswordField } from "#app/_forms/password-field.tsx";
import type { ProofField } from "#app/(account)/akun/account-refusal.ts";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Field } from "#ui/field.tsx";

type OwnerProofFieldProps = ProofField & {
  /** What it is asked for; unless given, because money could be sent elsewhere. */
  hint?: string;
  locale: Locale;
  field: FieldMetadata<string>;
};

/** The password, or the code of the authenticator, typed once more before money or mails can be sent elsewhere. */
export function OwnerProofField({ kind, optional = false, hint: own, locale, field }: OwnerProofFieldProps) {
  const texts = profileTexts(locale).bank.proof;
  const isCode = kind === "code";
  const hint = own ?? (isCode ? texts.codeHint : texts.passwordHint);
  const props = {
    label: isCode ? texts.code : texts.password,
    hint: optional ? texts.onlyIfChanged : hint,
    error: field.errors?.[0],
    required: !optional,
  };
  return isCode ? (
    <Field
      {...getInputProps(field, { type: "text" })}
      key={field.key}
      {...props}
      autoComplete="one-time-code"
      inputMode="numeric"
    />
  ) : (
    <PasswordField
      {...getInputProps(field, { type: "text" })}
      key={field.key}
      {...props}
      autoComplete="current-password"
      locale={locale}
    />
  );
}
