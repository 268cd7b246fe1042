"use client";

import { type DefaultValue, parse, useForm } from "@conform-to/react";
import { useActionState, useEffect } from "react";
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
  useKeptValues(options.id);
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

/**
 * React empties a form once its action has answered, also when it was refused: what was typed and the focus would be
 * gone. A form that shall begin anew says so with `resetForm` in its answer.
 */
function useKeptValues(id: string): void {
  useEffect(() => {
    const form = document.getElementById(id);
    const keep = (event: Event) => event.preventDefault();
    form?.addEventListener("reset", keep);
    return () => form?.removeEventListener("reset", keep);
  });
}
