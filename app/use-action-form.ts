"use client";

import { type DefaultValue, useForm } from "@conform-to/react";
import { useActionState } from "react";
import type { FormAnswer } from "./form.ts";

/**
 * A form whose checks are the server's: it works before any script has loaded, keeps what was typed, shows each error
 * at its field and moves the focus to the first. Spread `getFormProps(form)` and `action={submit}` on the form.
 */
export function useActionForm<Values extends Record<string, unknown>>(
  action: (before: FormAnswer, form: FormData) => Promise<FormAnswer>,
  options: { id: string; defaultValue?: DefaultValue<Values> },
) {
  const [lastResult, submit, pending] = useActionState(action, undefined);
  const [form, fields] = useForm<Values>({ ...options, lastResult, shouldValidate: "onSubmit" });
  return { form, fields, submit, pending };
}
