"use client";

import { getFormProps, getInputProps, getTextareaProps } from "@conform-to/react";
import { useState } from "react";
import { FormError } from "#app/_forms/form-error.tsx";
import { FormVersionField } from "#app/_forms/form-version-field.tsx";
import { PictureField, PictureForm, type SentBefore } from "#app/_forms/picture-field.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { ProofField } from "#app/(account)/akun/account-refusal.ts";
import { BankAccountFields } from "#app/(account)/akun/rekening/bank-account-fields.tsx";
import { OwnerProofField } from "#app/(account)/akun/rekening/proof-field.tsx";
import { applicationTexts } from "#texts/application.ts";
import type { Locale } from "#texts/format.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { Field, TextArea } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import { applyAction } from "./actions.ts";

type Values = Record<
  "displayName" | "bio" | "city" | "whatsapp" | "bankName" | "bankAccountNo" | "bankAccountName",
  string
>;
type ApplicationFormProps = {
  locale: Locale;
  /** True for a second application. */
  again: boolean;
  /** Then the identity card of the first one need not be brought again. */
  hasIdentity: boolean;
  /** What proves who fills in the account. */
  proof: ProofField["kind"];
  defaultValue: Values;
  /** For whom the page was drawn. */
  version: string;
  /** What came of a card that was sent without scripts. */
  sentBefore: SentBefore;
};

const address = "/api/unggah/identitas";

/** Who leads, their identity card, and where the money of their trips goes. */
export function ApplicationForm({
  locale,
  again,
  hasIdentity,
  proof,
  defaultValue,
  version,
  sentBefore,
}: ApplicationFormProps) {
  const texts = applicationTexts(locale);
  const { form, fields, submit, answer } = useActionForm<Values & { identity: string; proof: string }>(applyAction, {
    id: "application",
    defaultValue,
  });
  const { displayName, bio, city, whatsapp, identity } = fields;
  const [isSending, setSending] = useState(false);
  const identityField = (
    <PictureField
      name={identity.name}
      address={address}
      label={texts.identity}
      hint={texts.identityHint}
      error={identity.errors?.[0]}
      sentBefore={sentBefore}
      onBusy={setSending}
      locale={locale}
    />
  );
  return (
    <>
      <PictureForm name={identity.name} address={address} />
      <form {...getFormProps(form)} action={submit} noValidate className="space-y-10">
        <FormError form={form} />
        <FormVersionField version={version} answer={answer} />
        <fieldset className="space-y-5">
          <legend className="mb-4 text-xl font-bold">{texts.you}</legend>
          <Field
            {...getInputProps(displayName, { type: "text" })}
            key={displayName.key}
            label={texts.displayName}
            hint={texts.displayNameHint}
            error={displayName.errors?.[0]}
            required
          />
          <TextArea
            {...getTextareaProps(bio)}
            key={bio.key}
            label={texts.bio}
            hint={texts.bioHint}
            error={bio.errors?.[0]}
            required
          />
          <Field
            {...getInputProps(city, { type: "text" })}
            key={city.key}
            label={texts.city}
            error={city.errors?.[0]}
            autoComplete="address-level2"
            required
          />
          <Field
            {...getInputProps(whatsapp, { type: "tel" })}
            key={whatsapp.key}
            label={texts.whatsapp}
            hint={texts.whatsappHint}
            error={whatsapp.errors?.[0]}
            autoComplete="tel"
            inputMode="tel"
            required
          />
          {hasIdentity ? (
            <Disclosure title={texts.identityKept} open={Boolean(sentBefore.path ?? sentBefore.refusal)}>
              {identityField}
            </Disclosure>
          ) : (
            identityField
          )}
        </fieldset>
        <fieldset className="space-y-5">
          <legend className="mb-1 text-xl font-bold">{texts.bank}</legend>
          <p className="text-ink-soft">{texts.bankLead}</p>
          <BankAccountFields locale={locale} fields={fields} />
          <OwnerProofField kind={proof} optional locale={locale} field={fields.proof} />
        </fieldset>
        <Submit pending={texts.submitting} disabled={isSending} className="min-h-12 w-full text-base sm:w-auto">
          {again ? texts.again : texts.submit}
        </Submit>
      </form>
    </>
  );
}
