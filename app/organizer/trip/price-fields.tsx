import { getInputProps } from "@conform-to/react";
import type { FormEvent } from "react";
import { rupiahOf } from "#domain/fields/typed-rupiah.ts";
import { Field } from "#ui/field.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { groupedRupiah } from "./grouped-rupiah.ts";

/** What a seat costs and how many there are. */
export function PriceFields({ fields, seatsTaken, texts }: FieldsProps & { seatsTaken: number }) {
  const { pricePerPax, quota, minPax } = fields;
  const taken = seatsTaken > 0;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        {...getInputProps(pricePerPax, { type: "text" })}
        key={pricePerPax.key}
        defaultValue={shown(pricePerPax.initialValue)}
        label={texts.fields.price}
        hint={taken ? texts.locked.price : texts.fields.priceHint}
        error={pricePerPax.errors?.[0]}
        inputMode="numeric"
        onInput={group}
        className="tabular-nums"
        required
      />
      <Field
        {...getInputProps(quota, { type: "number" })}
        key={quota.key}
        label={texts.fields.quota}
        hint={taken ? texts.locked.quota(seatsTaken) : texts.fields.quotaHint}
        error={quota.errors?.[0]}
        inputMode="numeric"
        min={Math.max(1, seatsTaken)}
        max={100}
        required
      />
      <Field
        {...getInputProps(minPax, { type: "number" })}
        key={minPax.key}
        label={texts.optional(texts.fields.minPax)}
        hint={texts.fields.minPaxHint}
        error={minPax.errors?.[0]}
        inputMode="numeric"
        min={1}
        max={100}
      />
    </div>
  );
}

function shown(value: string | undefined): string | undefined {
  return value && /^[0-9]+$/.test(value) ? groupedRupiah(value) : value;
}

/** Puts dots between the thousands and leaves the cursor behind the same digit. A pasted amount that is unclear stays, to be refused. */
function group({ currentTarget: input, nativeEvent }: FormEvent<HTMLInputElement>) {
  const pasted = (nativeEvent as InputEvent).inputType === "insertFromPaste";
  const amount = rupiahOf(input.value);
  if (pasted && amount === undefined) return;
  const digitsAfter = input.value.slice(input.selectionEnd ?? input.value.length).replace(/\D/g, "").length;
  const grouped = groupedRupiah(pasted ? String(amount) : input.value);
  if (grouped === input.value) return;
  input.value = grouped;
  let at = grouped.length;
  for (let left = digitsAfter; left > 0 && at > 0; at--) if (/\d/.test(grouped[at - 1]!)) left--;
  input.setSelectionRange(at, at);
}
