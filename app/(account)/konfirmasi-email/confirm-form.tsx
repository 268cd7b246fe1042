"use client";

import { getFormProps } from "@conform-to/react";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { Submit } from "#ui/submit.tsx";
import { FormError } from "../../form-error.tsx";
import { useActionForm } from "../../use-action-form.ts";
import { confirmEmailAction } from "./actions.ts";

/** One button, which only a person presses. */
export function ConfirmForm({ locale, token }: { locale: Locale; token: string }) {
  const texts = accountTexts(locale).confirm;
  const { form, submit } = useActionForm(confirmEmailAction, { id: "confirm-email" });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-5">
      <FormError form={form} />
      <input type="hidden" name="token" value={token} />
      <Submit pending={texts.submitting} className="min-h-12 w-full text-base">
        {texts.submit}
      </Submit>
    </form>
  );
}
