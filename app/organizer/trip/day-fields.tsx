import { getInputProps } from "@conform-to/react";
import { type FormEvent, useRef } from "react";
import { day, type Locale } from "#texts/format.ts";
import { Facts } from "#ui/facts.tsx";
import { Field } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";
import type { FieldsProps } from "./fields-props.ts";
import type { StartValues } from "./trip-values.ts";

type DayFieldsProps = FieldsProps & { values: StartValues; locked: boolean; earliest: string; locale: Locale };

/** When the trip is and until when it can be booked; once somebody has booked, only to be read. */
export function DayFields({ fields, values, locked, earliest, locale, texts }: DayFieldsProps) {
  const filled = useRef("");
  if (locked) return <LockedDays values={values} locale={locale} texts={texts} />;
  const { date, endDate, closesOn } = fields;

  /** Follows the first day until somebody chooses for themselves. The browser counts its own days: no time zone is near. */
  function follow({ currentTarget: first }: FormEvent<HTMLInputElement>) {
    const closes = first.form?.elements.namedItem("closesOn");
    const last = first.form?.elements.namedItem("endDate");
    if (last instanceof HTMLInputElement) last.min = first.value;
    if (!(closes instanceof HTMLInputElement) || !first.value) return;
    if (closes.value !== "" && closes.value !== filled.current) return;
    closes.value = first.value;
    closes.stepDown(1);
    filled.current = closes.value;
  }

  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        {...getInputProps(date, { type: "date" })}
        key={date.key}
        label={texts.fields.date}
        hint={texts.fields.dateHint(day(earliest, locale))}
        error={date.errors?.[0]}
        min={earliest}
        onInput={follow}
        required
      />
      <Field
        {...getInputProps(endDate, { type: "date" })}
        key={endDate.key}
        label={texts.optional(texts.fields.endDate)}
        hint={texts.fields.endDateHint}
        error={endDate.errors?.[0]}
        min={earliest}
      />
      <Field
        {...getInputProps(closesOn, { type: "date" })}
        key={closesOn.key}
        label={texts.optional(texts.fields.closesOn)}
        hint={texts.fields.closesOnHint}
        error={closesOn.errors?.[0]}
      />
    </div>
  );
}

type LockedDaysProps = { values: StartValues; locale: Locale; texts: FieldsProps["texts"] };

function LockedDays({ values, locale, texts }: LockedDaysProps) {
  const names = ["date", "endDate", "closesOn"] as const;
  return (
    <div className="space-y-3">
      <Notice>{texts.locked.days}</Notice>
      <Facts
        facts={names.map((name) => ({
          name: texts.fields[name],
          value: values[name] ? day(values[name], locale) : null,
        }))}
      />
      {names.map((name) => (
        <input key={name} type="hidden" name={name} value={values[name] ?? ""} />
      ))}
    </div>
  );
}
