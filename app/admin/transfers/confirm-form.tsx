"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { MailsDown } from "#app/admin/counts/fresh-counts.tsx";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { confirmAction } from "./actions.ts";

type ConfirmFormProps = {
  transferId: string;
  code: string;
  back: string;
  /** What goes to one account each: the ids of its items, and what its box says. */
  lines: { ids: string; label: string }[];
  /** The days that are accepted, as `YYYY-MM-DD`. */
  days: { from: string; to: string };
  texts: { lead: string; reference: string; bookedOn: string; submit: string; pending: string };
};

/** What the bank did: its reference, the day, and what it did not take. */
export function ConfirmForm({ transferId, code, back, lines, days, texts }: ConfirmFormProps) {
  const { form, fields, submit, pending } = useActionForm<{ transferRef: string; bookedOn: string }>(confirmAction, {
    id: `confirm-${transferId}`,
    defaultValue: { bookedOn: days.to },
  });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-4">
      <FormError form={form} />
      <input type="hidden" name="transferId" value={transferId} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="back" value={back} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          {...getInputProps(fields.transferRef, { type: "text" })}
          key={fields.transferRef.key}
          label={texts.reference}
          error={fields.transferRef.errors?.[0]}
          autoComplete="off"
        />
        <Field
          {...getInputProps(fields.bookedOn, { type: "date" })}
          key={fields.bookedOn.key}
          label={texts.bookedOn}
          error={fields.bookedOn.errors?.[0]}
          min={days.from}
          max={days.to}
        />
      </div>
      <p className="text-sm text-ink-soft">{texts.lead}</p>
      <ul className="divide-y divide-line">
        {lines.map(({ ids, label }, at) => (
          <li key={ids}>
            <label className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5 text-[15px]">
              <input type="checkbox" name={`leftOut[${at}]`} value={ids} className="size-5 shrink-0 accent-(--sea)" />
              <span className="min-w-0 wrap-anywhere">{label}</span>
            </label>
          </li>
        ))}
      </ul>
      <MailsDown />
      <Button type="submit" disabled={pending} className="w-full sm:w-auto">
        {pending ? texts.pending : texts.submit}
      </Button>
    </form>
  );
}
