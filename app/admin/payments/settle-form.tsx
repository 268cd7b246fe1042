"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { useState } from "react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { Sure } from "#app/admin/sure.tsx";
import { rupiahOf } from "#domain/fields/typed-rupiah.ts";
import { rupiah, unbroken } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { settleAction } from "./actions.ts";
import { type Awaited, type ConsequenceKind, consequence } from "./consequence.ts";

type Short = "wait" | "return";

type SettleFormProps = {
  paymentId: string;
  /** The form's own, so that the same press twice records once. */
  formKey: string;
  /** Nothing for another receipt of a payment that is paid: what becomes of that is said beside it. */
  awaited?: Awaited;
  /** What came before, as the page shows it. */
  seenRupiah: number;
  back: string;
  /** What is likely to have come in; nothing where that is not known. */
  likely?: number;
  /** The days that are accepted, as `YYYY-MM-DD`; the last one is offered. */
  days: { from: string; to: string };
  texts: {
    label: string;
    bookedOn: string;
    submit: string;
    pending: string;
    consequences: Record<ConsequenceKind, string>;
    ifShort: { legend: string } & Record<Short, string>;
    /** Until when the rest would be waited for. */
    until: string;
  };
};

/** Records what came in for a payment, and says what will become of it before it is sent. */
export function SettleForm({ paymentId, formKey, awaited, seenRupiah, back, likely, days, texts }: SettleFormProps) {
  const typed = likely === undefined ? "" : rupiah(likely).replace("Rp ", "");
  const [received, setReceived] = useState(typed);
  const [short, setShort] = useState<Short>("wait");
  const { form, fields, submit, pending } = useActionForm<{ received: string; bookedOn: string; sure: string }>(
    settleAction,
    { id: `settle-${paymentId}`, defaultValue: { received: typed, bookedOn: days.to } },
  );
  const said = awaited && consequence(rupiahOf(received), awaited, short);
  const isShort = said?.kind === "wait" || (said?.kind === "short" && awaited?.mayWait);
  const choice = <ShortChoice texts={texts.ifShort} short={short} choose={setShort} />;
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-3">
      <FormError form={form} />
      <input type="hidden" name="paymentId" value={paymentId} />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="seen" value={seenRupiah} />
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
        onKeyDown={(event) => {
          // A key that is held down accepts one, not the whole queue.
          if (event.key === "Enter" && (event.repeat || pending)) event.preventDefault();
        }}
      />
      <Field
        {...getInputProps(fields.bookedOn, { type: "date" })}
        key={fields.bookedOn.key}
        label={texts.bookedOn}
        error={fields.bookedOn.errors?.[0]}
        min={days.from}
        max={days.to}
      />
      {isShort ? choice : awaited?.mayWait && <noscript>{choice}</noscript>}
      {said && (
        <p role="status" className="text-[15px]">
          {unbroken(
            texts.consequences[said.kind].replace("{rupiah}", rupiah(said.rupiah)).replace("{until}", texts.until),
          )}
        </p>
      )}
      <Sure field={fields.sure} rupiah={rupiahOf(String(fields.received.initialValue ?? received))} />
      <Button type="submit" disabled={pending} className="w-full sm:w-auto">
        {pending ? texts.pending : texts.submit}
      </Button>
    </form>
  );
}

type ShortChoiceProps = { texts: SettleFormProps["texts"]["ifShort"]; short: Short; choose: (short: Short) => void };

function ShortChoice({ texts, short, choose }: ShortChoiceProps) {
  return (
    <fieldset className="space-y-1 text-[15px]">
      <legend className="mb-1 text-sm font-semibold">{texts.legend}</legend>
      {(["wait", "return"] as const).map((each) => (
        <label key={each} className="flex min-h-11 items-center gap-2.5 sm:min-h-8">
          <input
            type="radio"
            name="short"
            value={each}
            checked={short === each}
            onChange={() => choose(each)}
            className="size-5 accent-sea"
          />
          {texts[each]}
        </label>
      ))}
    </fieldset>
  );
}
