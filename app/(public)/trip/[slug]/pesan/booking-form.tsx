"use client";

import { getFormProps, getInputProps, getTextareaProps } from "@conform-to/react";
import type { ReactNode } from "react";
import type { FormAction } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { FormVersionField } from "#app/_forms/form-version-field.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import type { Traveller } from "#app/_forms/traveller-fields.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Agreed } from "#domain/bookings/book.ts";
import type { Booker } from "#domain/bookings/queries.ts";
import { bookingFormTexts } from "#texts/booking-form.ts";
import type { Locale } from "#texts/format.ts";
import { Choices } from "#ui/choices.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Checkbox, Field, TextArea } from "#ui/field.tsx";
import { Total } from "./total.tsx";
import { TravellerRows } from "./traveller-rows.tsx";

type Values = {
  travellers: Traveller[];
  contactPhone: string;
  note?: string;
  bankAccountKey: string;
  agree: boolean;
};

type BookingFormProps = {
  action: FormAction;
  trip: Agreed & { seatsLeft: number };
  booker: Pick<Booker, "name" | "phone">;
  /** For whom the page was drawn. */
  version: string;
  /** So many at most. */
  mostPeople: number;
  /** For how many people it begins. */
  people: number;
  /** The accounts to choose from. */
  accounts: { key: string; bank: string }[];
  locale: Locale;
  /** The table of refunds. */
  children: ReactNode;
};

/** Who travels, how to reach the one who books, and where they pay. Rows are added and removed without scripts, too. */
export function BookingForm({
  action,
  trip,
  booker,
  version,
  mostPeople,
  people,
  accounts,
  locale,
  children,
}: BookingFormProps) {
  const texts = bookingFormTexts(locale);
  const { form, fields, submit, answer } = useActionForm<Values>(action, {
    id: "book",
    lists: true,
    defaultValue: {
      travellers: Array.from({ length: people }, (_, at) => (at === 0 ? { fullName: booker.name } : {})),
      contactPhone: booker.phone ?? undefined,
      bankAccountKey: accounts[0]?.key,
    },
  });
  const rows = fields.travellers.getFieldList();
  return (
    <form
      {...getFormProps(form)}
      {...repeatable}
      action={submit}
      noValidate
      className="mt-8 grid items-start gap-x-12 gap-y-10 lg:grid-cols-[1fr_22rem]"
    >
      <div className="min-w-0 space-y-10">
        <FormError form={form} />
        <FormVersionField version={version} answer={answer} />
        <AsShown trip={trip} />
        <TravellerRows
          form={form}
          list={fields.travellers}
          rows={rows}
          most={mostPeople}
          seatsLeft={trip.seatsLeft}
          texts={texts}
        />
        <Section title={texts.contact}>
          <Field
            {...getInputProps(fields.contactPhone, { type: "tel" })}
            key={fields.contactPhone.key}
            label={texts.contactPhone}
            hint={texts.contactHint}
            error={fields.contactPhone.errors?.[0]}
            autoComplete="tel"
            required
          />
          <TextArea
            {...getTextareaProps(fields.note)}
            key={fields.note.key}
            label={texts.note}
            hint={texts.noteHint}
            error={fields.note.errors?.[0]}
            rows={3}
          />
        </Section>
        <Section title={texts.payment}>
          <Choices
            id={fields.bankAccountKey.id}
            name={fields.bankAccountKey.name}
            key={fields.bankAccountKey.key}
            legend={texts.bank}
            hint={texts.bankHint}
            error={fields.bankAccountKey.errors?.[0]}
            defaultValue={fields.bankAccountKey.initialValue}
            choices={accounts.map(({ key, bank }) => ({ value: key, label: bank }))}
          />
          <p>{texts.escrow}</p>
          <Disclosure title={texts.rulesFold} className="border-y border-line">
            {children}
          </Disclosure>
          <Checkbox
            {...getInputProps(fields.agree, { type: "checkbox" })}
            key={fields.agree.key}
            label={texts.agree}
            error={fields.agree.errors?.[0]}
          />
        </Section>
      </div>
      <Total people={rows.length} pricePerPax={trip.pricePerPax} texts={texts} />
    </form>
  );
}

/** Goes along, so that nobody is sold another price or other days than stand on their page. */
function AsShown({ trip: { pricePerPax, date, endDate } }: { trip: Agreed }) {
  return Object.entries({ pricePerPax, date, endDate }).map(([name, value]) => (
    <input key={name} type="hidden" name={`agreed.${name}`} value={value ?? ""} />
  ));
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-5">
      <h2 className="text-xl font-extrabold">{title}</h2>
      {children}
    </section>
  );
}
