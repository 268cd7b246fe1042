"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { useState } from "react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { rupiahOf } from "#domain/fields/typed-rupiah.ts";
import { rupiah, unbroken } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { settleAction } from "./actions.ts";
import { type Awaited, type ConsequenceKind, consequence } from "./consequence.ts";

type SettleFormProps = {
  paymentId: string;
  awaited: Awaited;
  back: string;
  /** What is likely to have come in; nothing where that is not known. */
  likely?: number;
  texts: {
    label: string;
    submit: string;
    pending: string;
    consequences: Record<ConsequenceKind, string>;
  };
};

/** Records what came in for a payment, and says what will become of it before it is sent. */
export function SettleForm({ paymentId, awaited, back, likely, texts }: SettleFormProps) {
  const typed = likely === undefined ? "" : rupiah(likely).replace("Rp ", "");
  const [received, setReceived] = useState(typed);
  const { form, fields, submit, pending } = useActionForm<{ received: string }>(settleAction, {
    id: `settle-${paymentId}`,
    defaultValue: { received: typed },
  });
  const { kind, rupiah: backRupiah } = consequence(rupiahOf(received), awaited);
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-3">
      <FormError form={form} />
      <input type="hidden" name="paymentId" value={paymentId} />
      <input type="hidden" name="back" value={back} />
      <Field
        {...getInputProps(fields.received, { type: "text" })}
        key={fields.received.key}
        label={texts.label}
        error={fields.received.errors?.[0]}
        inputMode="numeric"
        autoComplete="off"
        className="text-lg font-bold tabular-nums"
        onChange={(event) => setReceived(event.target.value)}
      />
      <p role="status" className="text-[15px]">
        {unbroken(texts.consequences[kind].replace("{rupiah}", rupiah(backRupiah)))}
      </p>
      <Button type="submit" disabled={pending} className="w-full sm:w-auto">
        {pending ? texts.pending : texts.submit}
      </Button>
    </form>
  );
}
