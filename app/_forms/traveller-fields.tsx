import { type FieldMetadata, getInputProps } from "@conform-to/react";
import type { Texts } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Field } from "#ui/field.tsx";
import { X } from "#ui/icons.tsx";

/** One person of a form in which people are named. */
export type Traveller = { fullName: string; phone?: string; emergencyContact?: string };

type TravellerFieldsProps = {
  row: FieldMetadata<Traveller>;
  number: number;
  texts: Texts["bookingForm"];
  /** What the button that removes the row needs; absent where it is the only one. */
  remove?: { name: string; value: string; form: string; formNoValidate: boolean; onClick?: () => void };
};

/** Who takes a seat: the name, and what else may be known of that person. */
export function TravellerFields({ row, number, texts, remove }: TravellerFieldsProps) {
  const { fullName, phone, emergencyContact } = row.getFieldset();
  const more = [phone, emergencyContact].some((field) => field.errors || field.initialValue);
  return (
    <fieldset className="relative space-y-2 rounded-card border border-line px-4 pt-3 pb-2">
      <legend className="sr-only">{texts.person(number)}</legend>
      <div className="flex min-h-11 items-center justify-between">
        <p aria-hidden="true" className="font-bold">
          {texts.person(number)}
        </p>
        {remove && (
          <Button
            tone="bare"
            size="small"
            type="submit"
            aria-label={texts.removePerson(number)}
            className="-mr-2"
            {...remove}
          >
            <X aria-hidden="true" className="size-4" />
            {texts.remove}
          </Button>
        )}
      </div>
      <Field
        {...getInputProps(fullName, { type: "text" })}
        key={fullName.key}
        label={texts.fullName}
        error={fullName.errors?.[0]}
        autoComplete={number === 1 ? "name" : "off"}
        required
      />
      <Disclosure title={<span className="font-normal text-ink-soft">{texts.more}</span>} open={more}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            {...getInputProps(phone, { type: "tel" })}
            key={phone.key}
            label={texts.phone}
            error={phone.errors?.[0]}
            autoComplete="off"
          />
          <Field
            {...getInputProps(emergencyContact, { type: "text" })}
            key={emergencyContact.key}
            label={texts.emergencyContact}
            hint={texts.emergencyHint}
            error={emergencyContact.errors?.[0]}
            autoComplete="off"
          />
        </div>
      </Disclosure>
    </fieldset>
  );
}
