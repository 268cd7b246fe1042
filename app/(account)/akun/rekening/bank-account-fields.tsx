"use client";

import { type FieldMetadata, getInputProps } from "@conform-to/react";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Field } from "#ui/field.tsx";
import { banks } from "./banks.ts";

type Fields = Record<"bankName" | "bankAccountNo" | "bankAccountName", FieldMetadata<string>>;

/** Bank, number and holder, wherever a form asks for an account. The list of banks only suggests. */
export function BankAccountFields({ locale, fields }: { locale: Locale; fields: Fields }) {
  const texts = profileTexts(locale).bank;
  const { bankName, bankAccountNo, bankAccountName } = fields;
  return (
    <>
      <Field
        {...getInputProps(bankName, { type: "text" })}
        key={bankName.key}
        label={texts.bankName}
        hint={texts.bankHint}
        error={bankName.errors?.[0]}
        list="banks"
        autoComplete="off"
        required
      />
      <datalist id="banks">
        {banks.map((bank) => (
          <option key={bank} value={bank} />
        ))}
      </datalist>
      <Field
        {...getInputProps(bankAccountNo, { type: "text" })}
        key={bankAccountNo.key}
        label={texts.number}
        hint={texts.numberHint}
        error={bankAccountNo.errors?.[0]}
        inputMode="numeric"
        autoComplete="off"
        className="tabular-nums"
        required
      />
      <Field
        {...getInputProps(bankAccountName, { type: "text" })}
        key={bankAccountName.key}
        label={texts.holder}
        hint={texts.holderHint}
        error={bankAccountName.errors?.[0]}
        autoComplete="name"
        required
      />
    </>
  );
}
