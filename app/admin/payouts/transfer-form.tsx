"use client";

import { getFormProps, getInputProps } from "@conform-to/react";
import { useState } from "react";
import { DownloadLinks } from "#app/_downloads/download-links.tsx";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { rupiah } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { payAction } from "./actions.ts";

/** `seenAtMs` is when it had last changed as the page shows it. */
type Payable = { id: string; amount: number; seenAtMs: number; code: string; trip: string };

type TransferFormProps = {
  organizer: { id: string; displayName: string };
  /** The account that is shown, as hidden fields by their names. */
  sentTo: Record<string, string>;
  payouts: Payable[];
  /** False where an admin is to tick each by hand. */
  ticked: boolean;
  back: string;
  texts: {
    choose: string;
    chosen: string;
    noneChosen: string;
    xlsx: string;
    xlsxFor: string;
    csv: string;
    csvFor: string;
    reference: string;
    submit: string;
    pending: string;
  };
};

/** One transfer to one organizer: which bookings it pays for, its sum, the bank's file, and its reference once it is made. */
export function TransferForm({ organizer, sentTo, payouts, ticked, back, texts }: TransferFormProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set(ticked ? [] : payouts.map(({ id }) => id)));
  const { form, fields, submit, pending } = useActionForm<{ payouts: string[]; transferRef: string }>(payAction, {
    id: `pay-${organizer.id}`,
  });
  const chosen = payouts.filter(({ id }) => !left.has(id));
  const query = new URLSearchParams({ organizer: organizer.id, payouts: chosen.map(({ id }) => id).join(",") });
  const choose = (id: string, chosenNow: boolean) =>
    setLeft((before) => new Set(chosenNow ? [...before].filter((one) => one !== id) : [...before, id]));
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-4">
      <FormError form={form} />
      <input type="hidden" name="organizerId" value={organizer.id} />
      <input type="hidden" name="organizer" value={organizer.displayName} />
      {Object.entries(sentTo).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="back" value={back} />
      <fieldset>
        <legend className="text-sm font-semibold">{texts.choose}</legend>
        <ul className="mt-1 divide-y divide-line">
          {payouts.map((payout) => (
            <li key={payout.id}>
              <PayableLine payout={payout} ticked={!left.has(payout.id)} onChange={choose} />
            </li>
          ))}
        </ul>
        <p
          aria-live="polite"
          className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line-strong/50 pt-2"
        >
          <span className="font-semibold">{texts.chosen}</span>{" "}
          <strong className="text-xl font-extrabold tabular-nums">
            {rupiah(chosen.reduce((sum, { amount }) => sum + amount, 0))}
          </strong>
        </p>
        {fields.payouts.errors && <p className="mt-2 text-sm font-medium text-failed">{texts.noneChosen}</p>}
      </fieldset>
      <DownloadLinks
        files={[
          { href: `/admin/payouts/bank.xlsx?${query}`, label: texts.xlsx, accessibleLabel: texts.xlsxFor },
          { href: `/admin/payouts/bank?${query}`, label: texts.csv, accessibleLabel: texts.csvFor },
        ]}
      />
      <Field
        {...getInputProps(fields.transferRef, { type: "text" })}
        key={fields.transferRef.key}
        label={texts.reference}
        error={fields.transferRef.errors?.[0]}
        autoComplete="off"
      />
      <Button type="submit" disabled={pending} className="w-full sm:w-auto">
        {pending ? texts.pending : texts.submit}
      </Button>
    </form>
  );
}

type PayableLineProps = { payout: Payable; ticked: boolean; onChange: (id: string, ticked: boolean) => void };

function PayableLine({ payout: { id, amount, seenAtMs, code, trip }, ticked, onChange }: PayableLineProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5 text-[15px]">
      <input
        type="checkbox"
        name="payouts"
        value={`${id}:${amount}:${seenAtMs}`}
        checked={ticked}
        onChange={(event) => onChange(id, event.target.checked)}
        className="size-5 shrink-0 accent-(--sea)"
      />
      <span className="min-w-0 flex-1 gap-x-3 sm:flex sm:items-baseline">
        <span className="font-mono text-sm font-semibold whitespace-nowrap">{code}</span>{" "}
        <span className="block min-w-0 text-sm text-ink-soft">{trip}</span>
      </span>
      <span className="font-semibold whitespace-nowrap tabular-nums">{rupiah(amount)}</span>
    </label>
  );
}
