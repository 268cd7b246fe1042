"use client";

import { type DefaultValue, parse, useForm } from "@conform-to/react";
import { useActionState } from "react";
import type { FormAnswer } from "./form.ts";

/**
 * A form whose checks are the server's: it works before any script has loaded, keeps what was typed, shows each error
 * at its field and moves the focus to the first. Spread `getFormProps(form)` and `action={submit}` on the form. With
 * `lists` its buttons that add and remove rows need no answer from the server, where there are scripts.
 */
export function useActionForm<Values extends Record<string, unknown>>(
  action: (before: FormAnswer, form: FormData) => Promise<FormAnswer>,
  { lists = false, ...options }: { id: string; defaultValue?: DefaultValue<Values>; lists?: boolean },
) {
  const [lastResult, submit, pending] = useActionState(action, undefined);
  const [form, fields] = useForm<Values>({
    ...options,
    lastResult,
    shouldValidate: "onSubmit",
    onValidate: lists
      ? ({ formData }) => parse(formData, { resolve: (value) => ({ value: value as Values }) })
      : undefined,
  });
  return { form, fields, submit, pending };
}
