import { type Locale, textsFor } from "#texts/index.ts";
import { Field, Select } from "#ui/field.tsx";
import { hoursOf, untilChoices } from "./until.ts";

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

type UntilProps = {
  id: string;
  /** What having no end is called. */
  open: string;
  locale: Locale;
};

/** Until when something rests; without an end unless chosen otherwise. */
export function UntilField({ id, open, locale }: UntilProps) {
  const texts = textsFor(locale).system.forms;
  return (
    <Select id={id} name="until" label={texts.until} defaultValue="open">
      {untilChoices.toReversed().map((choice) => (
        <option key={choice} value={choice}>
          {choice === "open" ? open : choice === "morning" ? texts.untilMorning : texts.untilHours(hoursOf(choice))}
        </option>
      ))}
    </Select>
  );
}
