import { type FieldMetadata, type FormMetadata, getInputProps } from "@conform-to/react";
import { CircleAlert, Plus, X } from "lucide-react";
import type { Texts } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Fold } from "#ui/fold.tsx";

/** One person of the form. */
export type Traveller = { fullName: string; phone?: string; emergencyContact?: string };

type TravellerRowsProps = {
  // biome-ignore lint/suspicious/noExplicitAny: the list does not care which form it stands in
  form: FormMetadata<any, string[]>;
  list: FieldMetadata<Traveller[]>;
  rows: FieldMetadata<Traveller>[];
  /** So many people at most. */
  most: number;
  seatsLeft: number;
  texts: Texts["bookingForm"];
};

/** A row for each person; all but one can be removed. The buttons post where there is no script. */
export function TravellerRows({ form, list, rows, most, seatsLeft, texts }: TravellerRowsProps) {
  const [error] = list.errors ?? [];
  return (
    <section className="space-y-5">
      <h2 className="text-xl font-extrabold">{texts.travellers}</h2>
      <p className="text-ink-soft">{texts.travellersHint}</p>
      <ol className="space-y-5">
        {rows.map((row, at) => (
          <li key={row.key}>
            <TravellerRow
              row={row}
              number={at + 1}
              texts={texts}
              remove={rows.length > 1 ? form.remove.getButtonProps({ name: list.name, index: at }) : undefined}
            />
          </li>
        ))}
      </ol>
      {error && (
        <p role="alert" className="flex gap-1.5 text-sm font-medium text-failed">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {rows.length < most ? (
        <Button tone="quiet" type="submit" {...form.insert.getButtonProps({ name: list.name })}>
          <Plus aria-hidden="true" className="size-4" />
          {texts.addPerson}
        </Button>
      ) : (
        <p className="text-sm text-ink-soft">{seatsLeft < 10 ? texts.noMoreSeats(seatsLeft) : texts.mostPeople}</p>
      )}
    </section>
  );
}

type TravellerRowProps = {
  row: FieldMetadata<Traveller>;
  number: number;
  texts: Texts["bookingForm"];
  /** What the button that removes the row needs; absent where it is the only one. */
  remove?: { name: string; value: string; form: string; formNoValidate: boolean };
};

function TravellerRow({ row, number, texts, remove }: TravellerRowProps) {
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
      <Fold title={<span className="font-normal text-ink-soft">{texts.more}</span>} open={more}>
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
      </Fold>
    </fieldset>
  );
}
