"use client";

import { getFormProps, getTextareaProps } from "@conform-to/react";
import { FormError } from "#app/_forms/form-error.tsx";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Closing } from "#domain/departures/closing.ts";
import { type Locale, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Button } from "#ui/button.tsx";
import { Confirm } from "#ui/confirm.tsx";
import { TextArea } from "#ui/field.tsx";
import { closeTripAction } from "./actions.ts";

type CloseTripProps = { trip: { id: string; title: string }; closing: Closing; locale: Locale };

/** The way to call a trip off: what that would come to stands first, before anything can be pressed. */
export function CloseTrip({ trip, closing, locale }: CloseTripProps) {
  const texts = organizerTexts(locale).close;
  return (
    <section aria-labelledby="close" className="max-w-2xl space-y-3 border-t border-line pt-8">
      <h2 id="close" className="text-xl font-bold">
        {texts.title}
      </h2>
      <p className="text-[15px] text-ink-soft">{texts.lead}</p>
      <Confirm label={texts.ask} title={texts.question(trip.title)} cancel={texts.cancel}>
        <Consequences closing={closing} texts={texts} />
        <CloseForm tripId={trip.id} closing={closing} texts={texts} />
      </Confirm>
    </section>
  );
}

type Texts = ReturnType<typeof organizerTexts>["close"];

function Consequences({ closing, texts }: { closing: Closing; texts: Texts }) {
  const { bookingsCancelled, bookingsRefunded, refundRupiah, proofsUnderReview } = closing;
  return (
    <div className="space-y-2 text-[15px]">
      <p className="text-lg font-bold">
        {refundRupiah > 0 ? texts.back(rupiah(refundRupiah), bookingsRefunded) : texts.nothingBack}
      </p>
      <ul className="list-disc space-y-1 pl-5 text-ink-soft">
        <li>{bookingsCancelled > 0 ? texts.cancelled(bookingsCancelled) : texts.nobody}</li>
        {proofsUnderReview > 0 && <li>{texts.underReview(proofsUnderReview)}</li>}
        {refundRupiah > 0 && <li>{texts.fee}</li>}
      </ul>
    </div>
  );
}

function CloseForm({ tripId, closing, texts }: { tripId: string; closing: Closing; texts: Texts }) {
  const { form, fields, submit, pending } = useActionForm<{ reason: string }>(closeTripAction, { id: "close-trip" });
  return (
    <form {...getFormProps(form)} action={submit} noValidate className="space-y-4">
      <FormError form={form} />
      <input type="hidden" name="tripId" value={tripId} />
      <TextArea
        {...getTextareaProps(fields.reason)}
        key={fields.reason.key}
        label={texts.reason}
        hint={texts.reasonHint}
        error={fields.reason.errors?.[0]}
        rows={3}
        maxLength={500}
        required
      />
      <Button type="submit" tone="call" disabled={pending} className="min-h-12 w-full text-base whitespace-normal">
        {pending ? texts.submitting : closing.refundRupiah > 0 ? texts.submit : texts.submitEmpty}
      </Button>
    </form>
  );
}
