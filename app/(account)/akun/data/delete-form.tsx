"use client";

import { getFormProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { ProofField } from "#app/(account)/akun/account-refusal.ts";
import { OwnerProofField } from "#app/(account)/akun/rekening/proof-field.tsx";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Submit } from "#ui/submit.tsx";
import { deleteAccountAction } from "./actions.ts";

/** Deletes the account once its owner has typed the password or a code. */
export function DeleteForm({ locale, proof }: { locale: Locale; proof: ProofField["kind"] }) {
  const { data: texts } = profileTexts(locale);
  const { form, fields, submit } = useActionForm<{ proof: string }>(deleteAccountAction, { id: "delete-account" });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <OwnerProofField kind={proof} hint={texts.proofHint} locale={locale} field={fields.proof} />
      <Submit tone="quiet" pending={texts.deletion.submitting} className="min-h-12">
        {texts.deletion.submit}
      </Submit>
    </form>
  );
}
