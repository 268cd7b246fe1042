"use client";

import { getFormProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { sendAgainAction } from "#app/(account)/daftar/actions.ts";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Submit } from "#ui/submit.tsx";

/** One button; the address is known. */
export function SendAgainForm({ locale }: { locale: Locale }) {
  const texts = accountTexts(locale).sent;
  const { form, submit } = useActionForm(sendAgainAction, { id: "send-again" });
  return (
    <form {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <Submit tone="quiet" pending={texts.sending} className="min-h-12 w-full text-base">
        {texts.again}
      </Submit>
    </form>
  );
}
