"use client";

import { useActionState } from "react";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { Button } from "#ui/button.tsx";
import { Field, Select } from "#ui/field.tsx";
import { filterAction } from "./actions.ts";

type FilterFormProps = {
  words: string;
  who: string;
  day: string;
  /** How many letters are looked for at most. */
  longest: number;
  people: { value: string; name: string }[];
  texts: { words: string; hint: string; who: string; day: string; apply: string };
};

/** Whose changes, of which day, about what: by what people know of it. */
export function FilterForm({ words, who, day, longest, people, texts }: FilterFormProps) {
  const [, send] = useActionState(filterAction, undefined);
  return (
    <form
      {...repeatable}
      action={send}
      className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_auto] lg:items-end"
    >
      <Field
        id="audit-words"
        name="words"
        label={texts.words}
        placeholder={texts.hint}
        defaultValue={words}
        key={`words ${words}`}
        autoComplete="off"
        maxLength={longest}
      />
      <Select id="audit-who" name="orang" label={texts.who} defaultValue={who} key={`who ${who}`}>
        {people.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
      <Field id="audit-day" name="hari" type="date" label={texts.day} defaultValue={day} key={`day ${day}`} />
      <Button type="submit" className="min-h-12">
        {texts.apply}
      </Button>
    </form>
  );
}
