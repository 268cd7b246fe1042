"use client";

import { getFormProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { ProofField } from "#app/(account)/akun/account-refusal.ts";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Submit } from "#ui/submit.tsx";
import { saveBankAccountAction } from "./actions.ts";
import { BankAccountFields } from "./bank-account-fields.tsx";
import { OwnerProofField } from "./proof-field.tsx";

type Account = { bankName: string; bankAccountNo: string; bankAccountName: string };

type BankAccountFormProps = { locale: Locale; account?: Account; proof: ProofField["kind"]; newForHours: number };

/** The whole account at once: half of one is none. */
export function BankAccountForm({ locale, account, proof, newForHours }: BankAccountFormProps) {
  const texts = profileTexts(locale);
  const { form, fields, submit } = useActionForm<Account & { proof: string }>(saveBankAccountAction, {
    id: "bank-account",
    defaultValue: account,
  });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <BankAccountFields locale={locale} fields={fields} />
      <OwnerProofField kind={proof} locale={locale} field={fields.proof} />
      <div className="space-y-3">
        <Submit pending={texts.saving} className="min-h-12">
          {texts.save}
        </Submit>
        <p className="text-sm text-ink-soft">{texts.bank.mailNote(newForHours)}</p>
      </div>
    </form>
  );
}
