"use client";

import { getFormProps } from "@conform-to/react";
import { useMemo } from "react";
import { FormError } from "#app/form-error.tsx";
import { useActionForm } from "#app/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { payTexts } from "#texts/pay.ts";
import { Fold } from "#ui/fold.tsx";
import { Submit } from "#ui/submit.tsx";
import { cancelUnpaidAction } from "./actions.ts";

/** Gives unpaid seats back. It asks by having to be opened, so that it works without scripts. */
export function CancelUnpaid({ code, locale }: { code: string; locale: Locale }) {
  const texts = payTexts(locale).cancel;
  const action = useMemo(() => cancelUnpaidAction.bind(null, code), [code]);
  const { form, submit } = useActionForm(action, { id: "cancel-unpaid" });
  return (
    <Fold title={texts.title} open={form.errors !== undefined} className="border-b border-line">
      <form {...getFormProps(form)} action={submit} className="space-y-4">
        <FormError form={form} />
        <p className="text-[15px] text-ink-soft">{texts.lead}</p>
        <p className="text-[15px] font-semibold">{texts.already}</p>
        <Submit tone="quiet" pending={texts.submitting} className="text-failed">
          {texts.submit}
        </Submit>
      </form>
    </Fold>
  );
}
