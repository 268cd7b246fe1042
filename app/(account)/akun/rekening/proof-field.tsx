"use client";

import { type FieldMetadata, getInputProps } from "@conform-to/react";
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
  return (
    <Field
      {...getInputProps(field, { type: isCode ? "text" : "password" })}
      key={field.key}
      label={isCode ? texts.code : texts.password}
      hint={optional ? texts.onlyIfChanged : hint}
      error={field.errors?.[0]}
      autoComplete={isCode ? "one-time-code" : "current-password"}
      inputMode={isCode ? "numeric" : undefined}
      required={!optional}
    />
  );
}
