"use client";

import { getFormProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Notice } from "#ui/notice.tsx";
import { Submit } from "#ui/submit.tsx";
import { sendVerificationAction } from "./actions.ts";

/** Says that the address is not confirmed yet, and sends the mail once more; its link leads on to `wanted`. */
export function UnverifiedNotice({ locale, email, wanted }: { locale: Locale; email: string; wanted?: string }) {
  const texts = profileTexts(locale).unverified;
  const { form, submit } = useActionForm(sendVerificationAction, { id: "send-verification" });
  return (
    <Notice tone="stale">
      <form {...getFormProps(form)} {...repeatable} action={submit} noValidate className="space-y-3">
        <p>{form.status === "success" ? texts.sent : texts.lead(email)}</p>
        <FormError form={form} />
        {wanted && <input type="hidden" name="wanted" value={wanted} />}
        <Submit tone="quiet" size="small" pending={texts.sending}>
          {texts.sendAgain}
        </Submit>
      </form>
    </Notice>
  );
}
