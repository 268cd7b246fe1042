"use client";

import { type DefaultValue, parse, useForm } from "@conform-to/react";
import { useActionState, useEffect, useState } from "react";
import type { FormAction, FormResult } from "./form.ts";

/**
 * A form whose checks are the server's: it works before any script has loaded, keeps what was typed, shows each error
 * at its field and moves the focus to the first. Spread `getFormProps(form)` and `action={submit}` on the form. With
 * `lists` its buttons that add and remove rows need no answer from the server, where there are scripts.
 *
 * `action` is bound to its arguments on the server: bound anew in each render, React would wait for it without end when
 * it draws the answer to a form that was sent before scripts had loaded.
 */
export function useActionForm<Values extends Record<string, unknown>>(
  action: FormAction,
  { lists = false, ...options }: { id: string; defaultValue?: DefaultValue<Values>; lists?: boolean },
) {
  const [lastResult, submit, pending] = useActionState(action, undefined);
  useKeptValues(options.id);
  const first = useFirstAnswer(lastResult, options.id);
  const [form, fields] = useForm<Values>({
    ...options,
    defaultValue: (first?.initialValue as DefaultValue<Values>) ?? options.defaultValue,
    lastResult,
    shouldValidate: "onSubmit",
    onValidate: lists
      ? ({ formData }) => parse(formData, { resolve: (value) => ({ value: value as Values }) })
      : undefined,
  });
  return { form, fields, submit, pending, answer: lastResult };
}

/**
 * A form that was sent before its scripts had loaded comes back with its answer. It begins with what was typed, so that
 * each row of a list has its key, and with the focus on the first wrong field.
 */
function useFirstAnswer(answer: FormResult, id: string): FormResult {
  const [first] = useState(answer);
  useEffect(() => {
    if (first?.status !== "error") return;
    document
      .getElementById(id)
      ?.querySelector<HTMLElement>(":is(input, textarea, select)[aria-invalid='true']")
      ?.focus();
  }, [first, id]);
  return first;
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
