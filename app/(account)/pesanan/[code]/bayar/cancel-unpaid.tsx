"use client";

import { getFormProps } from "@conform-to/react";
import type { FormAction } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { payTexts } from "#texts/pay.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { Submit } from "#ui/submit.tsx";

/** Gives unpaid seats back. It asks by having to be opened, so that it works without scripts. */
export function CancelUnpaid({ action, locale }: { action: FormAction; locale: Locale }) {
  const texts = payTexts(locale).cancel;
  const { form, submit } = useActionForm(action, { id: "cancel-unpaid" });
  return (
    <Disclosure title={texts.title} open={form.errors !== undefined} className="border-b border-line">
      <form {...getFormProps(form)} action={submit} className="space-y-4">
        <FormError form={form} />
        <p className="text-[15px] text-ink-soft">{texts.lead}</p>
        <p className="text-[15px] font-semibold">{texts.already}</p>
        <Submit tone="quiet" pending={texts.submitting} className="text-failed">
          {texts.submit}
        </Submit>
      </form>
    </Disclosure>
  );
}
