"use client";

import { getFormProps } from "@conform-to/react";
import type { FormAction } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { Submit } from "#ui/submit.tsx";

type TokenFormProps = { id: string; action: FormAction; token: string; texts: { submit: string; submitting: string } };

/** One button, which only a person presses: it does what the link of a mail, with its `token`, is for. */
export function TokenForm({ id, action, token, texts }: TokenFormProps) {
  const { form, submit } = useActionForm(action, { id });
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
