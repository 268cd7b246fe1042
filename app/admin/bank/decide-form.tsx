"use client";

import { getFormProps, getInputProps, getSelectProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { Button } from "#ui/button.tsx";
import { Field, Select } from "#ui/field.tsx";
import { decideAction } from "./actions.ts";

type DecideFormProps = {
  lineId: string;
  back: string;
  /** What the line may be. */
  kinds: { kind: string; label: string }[];
  texts: { kind: string; choose: string; note: string; noteHint: string; submit: string; pending: string };
};

/** Says what a line is that is neither money of a booking nor a transfer of ours. */
export function DecideForm({ lineId, back, kinds, texts }: DecideFormProps) {
  const { form, fields, submit, pending } = useActionForm<{ kind: string; note: string }>(decideAction, {
    id: `decide-${lineId}`,
    defaultValue: { kind: "", note: "" },
  });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-4">
      <FormError form={form} />
      <input type="hidden" name="lineId" value={lineId} />
      <input type="hidden" name="back" value={back} />
      <Select {...getSelectProps(fields.kind)} key={fields.kind.key} label={texts.kind} error={fields.kind.errors?.[0]}>
        {/* No kind is the usual one: a line is not said to be what nobody has said. */}
        <option value="">{texts.choose}</option>
        {kinds.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </Select>
      <Field
        {...getInputProps(fields.note, { type: "text" })}
        key={fields.note.key}
        label={texts.note}
        hint={texts.noteHint}
        error={fields.note.errors?.[0]}
        autoComplete="off"
      />
      <Button type="submit" tone="quiet" disabled={pending} className="w-full sm:w-auto">
        {pending ? texts.pending : texts.submit}
      </Button>
    </form>
  );
}
