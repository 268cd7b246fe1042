import { type Locale, textsFor } from "#texts/index.ts";
import { Field, Select } from "#ui/field.tsx";
import { type UntilChoice, untilChoices } from "./until.ts";

/** The longest reason that the engine keeps. */
const longestReason = 500;

/** Why somebody does something. `id` must be the page's only one. */
export function ReasonField({ id, locale, required = false }: { id: string; locale: Locale; required?: boolean }) {
  const texts = textsFor(locale).system.forms;
  return (
    <Field
      id={id}
      name="reason"
      label={required ? texts.reason : texts.optional(texts.reason)}
      hint={texts.reasonHint}
      maxLength={longestReason}
      required={required}
      autoComplete="off"
    />
  );
}

/** Until when something rests. */
export function UntilField({ id, locale, without = [] }: { id: string; locale: Locale; without?: UntilChoice[] }) {
  const texts = textsFor(locale).system.forms;
  return (
    <Select id={id} name="until" label={texts.until} defaultValue="4h">
      {untilChoices
        .filter((choice) => !without.includes(choice))
        .map((choice) => (
          <option key={choice} value={choice}>
            {texts.untils[choice]}
          </option>
        ))}
    </Select>
  );
}
