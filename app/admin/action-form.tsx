"use client";

import { getFormProps, getInputProps, getTextareaProps } from "@conform-to/react";
import { type ComponentProps, type ReactNode, useId } from "react";
import type { FormResult } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { Button } from "#ui/button.tsx";
import { Field, TextArea } from "#ui/field.tsx";
import { MailsDown } from "./counts/fresh-counts.tsx";
import { Sure } from "./sure.tsx";

/** One thing that an admin fills in. Texts come in the visitor's language. */
export type ActionField = {
  name: string;
  label: string;
  /** `rupiah` opens the keys for numbers on a phone; `text` has several lines; a `day` may have a first and a last one. */
  kind?: "line" | "rupiah" | "text" | "day";
  hint?: string;
  /** Usual answers, offered while typing; any other is as good. */
  suggestions?: string[];
  defaultValue?: string;
  min?: string;
  max?: string;
};

type ActionFormProps = {
  /** Unless given, one that no other form on the page has. */
  id?: string;
  action: (before: FormResult, form: FormData) => Promise<FormResult>;
  /** What the action must be told and nobody fills in. */
  hidden: Record<string, string>;
  fields?: ActionField[];
  submit: string;
  pending: string;
  tone?: ComponentProps<typeof Button>["tone"];
  /** The amount that is recorded, of an action that asks once more about an unlikely one. */
  rupiah?: number;
  /** Somebody is told of it by mail, as of nearly everything here: while no mail goes out, that is said above the button. */
  mails?: boolean;
  children?: ReactNode;
};

/** A form of the back office: a few fields, one button, and what went wrong at its place. `children` stand above the button. */
export function ActionForm({
  id,
  action,
  hidden,
  fields = [],
  submit,
  pending: waiting,
  tone,
  rupiah,
  mails = true,
  children,
}: ActionFormProps) {
  const ownId = useId();
  const defaultValue = Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]));
  const {
    form,
    fields: controls,
    submit: send,
    pending,
  } = useActionForm<Record<string, string>>(action, { id: id ?? ownId, defaultValue });
  return (
    <form {...getFormProps(form)} action={send} noValidate className="space-y-4">
      <FormError form={form} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => (
        <ActionControl key={field.name} field={field} control={controls[field.name]!} />
      ))}
      {children}
      {rupiah !== undefined && controls.sure && <Sure field={controls.sure} rupiah={rupiah} />}
      {mails && <MailsDown />}
      <Button type="submit" tone={tone} disabled={pending} className="w-full sm:w-auto">
        {pending ? waiting : submit}
      </Button>
    </form>
  );
}

type Control = ReturnType<typeof useActionForm<Record<string, string>>>["fields"][string];

function ActionControl({ field, control }: { field: ActionField; control: Control }) {
  const { label, hint, kind = "line", suggestions, min, max } = field;
  const labelled = { label, hint, error: control.errors?.[0] };
  if (kind === "text") return <TextArea {...getTextareaProps(control)} key={control.key} {...labelled} rows={3} />;
  const list = suggestions && `${control.id}-usual`;
  return (
    <>
      <Field
        {...getInputProps(control, { type: kind === "day" ? "date" : "text" })}
        key={control.key}
        {...labelled}
        list={list}
        min={min}
        max={max}
        autoComplete="off"
        inputMode={kind === "rupiah" ? "numeric" : undefined}
        className={kind === "rupiah" ? "font-semibold tabular-nums" : undefined}
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((usual) => (
            <option key={usual} value={usual} />
          ))}
        </datalist>
      )}
    </>
  );
}
