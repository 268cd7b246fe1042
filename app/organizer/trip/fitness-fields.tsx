import { getInputProps, getSelectProps } from "@conform-to/react";
import { difficulties } from "#domain/trips/difficulties.ts";
import { Field, Select } from "#ui/field.tsx";
import type { FieldsProps } from "./fields-props.ts";

/** For whom the trip is: how hard it is, and from what age. */
export function FitnessFields({ fields: { difficulty, minAge }, texts: { fields: texts, optional } }: FieldsProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Select
        {...getSelectProps(difficulty)}
        key={difficulty.key}
        label={optional(texts.difficulty)}
        hint={texts.difficultyHint}
        error={difficulty.errors?.[0]}
      >
        <option value="">{texts.difficultyNone}</option>
        {difficulties.map((each) => (
          <option key={each} value={each}>
            {texts.difficulties[each]}
          </option>
        ))}
      </Select>
      <Field
        {...getInputProps(minAge, { type: "number" })}
        key={minAge.key}
        label={optional(texts.minAge)}
        hint={texts.minAgeHint}
        error={minAge.errors?.[0]}
        inputMode="numeric"
        min={1}
        max={99}
      />
    </div>
  );
}
