"use client";

import { getFormProps, getInputProps, getSelectProps } from "@conform-to/react";
import { type ReactNode, useState } from "react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import { rupiah } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Field, Select } from "#ui/field.tsx";
import { prepareAction } from "./actions.ts";

/** A payout or refund that can be ticked; `value` is what the form sends of it. */
type Row = { value: string; code: string; trip: string; amount: number };

type PrepareFormProps = {
  kind: "PAYOUT" | "REFUND";
  accounts: { key: string; label: string }[];
  /** By where it goes; `head` says to whom and what to know of the account. */
  groups: { key: string; head: ReactNode; ticked: boolean; rows: Row[] }[];
  texts: { from: string; chosen: string; note: string; submit: string; pending: string };
};

/** What is frozen as one transfer: which rows, and from which account they go. */
export function PrepareForm({ kind, accounts, groups, texts }: PrepareFormProps) {
  const { form, fields, submit, pending } = useActionForm<{ accountKey: string; note: string }>(prepareAction, {
    id: "prepare-transfer",
  });
  const ticked = groups.flatMap((group) => (group.ticked ? group.rows.map(({ value }) => value) : []));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(ticked));
  const choose = (value: string, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, value] : [...before].filter((one) => one !== value)));
  const all = groups.flatMap(({ rows }) => rows);
  const sum = all.reduce((total, { value, amount }) => total + (chosen.has(value) ? amount : 0), 0);
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-6">
      <FormError form={form} />
      <input type="hidden" name="kind" value={kind} />
      {groups.map((group) => (
        <fieldset key={group.key} className="border-b border-line pb-4">
          <legend className="float-left mb-2 w-full">{group.head}</legend>
          <ul className="clear-both divide-y divide-line">
            {group.rows.map((row) => (
              <li key={row.value}>
                <RowLine row={row} at={all.indexOf(row)} ticked={chosen.has(row.value)} onChange={choose} />
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
      <p aria-live="polite" className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{texts.chosen}</span>{" "}
        <strong className="text-xl font-extrabold tabular-nums">{rupiah(sum)}</strong>
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select {...getSelectProps(fields.accountKey)} key={fields.accountKey.key} label={texts.from}>
          {accounts.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
        <Field
          {...getInputProps(fields.note, { type: "text" })}
          key={fields.note.key}
          label={texts.note}
          error={fields.note.errors?.[0]}
          autoComplete="off"
        />
      </div>
      <Button type="submit" disabled={pending} className="w-full sm:w-auto">
        {pending ? texts.pending : texts.submit}
      </Button>
    </form>
  );
}

type RowLineProps = { row: Row; at: number; ticked: boolean; onChange: (value: string, isChosen: boolean) => void };

function RowLine({ row: { value, code, trip, amount }, at, ticked, onChange }: RowLineProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5 text-[15px]">
      <input
        type="checkbox"
        name={`rows[${at}]`}
        value={value}
        checked={ticked}
        onChange={(event) => onChange(value, event.target.checked)}
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
