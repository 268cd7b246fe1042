"use client";

import { getFormProps } from "@conform-to/react";
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import type { FormResult } from "#app/_forms/form.ts";
import { FormError } from "#app/_forms/form-error.tsx";
import { FormVersionField } from "#app/_forms/form-version-field.tsx";
import { uploadMost } from "#app/_forms/upload-most.ts";
import { useActionForm } from "#app/_forms/use-action-form.ts";
import type { Locale } from "#texts/format.ts";
import { tripFormTexts } from "#texts/trip-form.ts";
import { Button } from "#ui/button.tsx";
import { AboutFields } from "./about-fields.tsx";
import { DayFields } from "./day-fields.tsx";
import { FitnessFields } from "./fitness-fields.tsx";
import { ItineraryFields } from "./itinerary-fields.tsx";
import { LineList } from "./line-list.tsx";
import { MeetingFields } from "./meeting-fields.tsx";
import { PhotoField } from "./photos/photo-field.tsx";
import type { PhotoItem } from "./photos/photo-list.ts";
import { type PhotoEvent, usePhotos } from "./photos/use-photos.ts";
import { PriceFields } from "./price-fields.tsx";
import { TripPreview } from "./trip-preview.tsx";
import type { StartValues, TripValues } from "./trip-values.ts";

export type TripFormProps = {
  action: (before: FormResult, form: FormData) => Promise<FormResult>;
  locale: Locale;
  start: { values: StartValues; photos: PhotoItem[] };
  /** The first day on which the trip may begin, `YYYY-MM-DD`. */
  earliest: string;
  /** The trip that is changed; absent for a new one. */
  editing?: { tripId: string; seatsTaken: number; version: string };
  /** Told of each change, after which the form can be read from its element. */
  onChange?: (form: HTMLFormElement, photos: PhotoItem[]) => void;
};

/** The form of a trip, for publishing one and for changing it. Photos apart, it works before any script has loaded. */
export function TripForm({ action, locale, start, earliest, editing, onChange }: TripFormProps) {
  const texts = tripFormTexts(locale);
  const { form, fields, submit, pending, answer } = useActionForm<TripValues>(action, {
    id: "trip",
    defaultValue: start.values,
    lists: true,
  });
  const element = useRef<HTMLFormElement>(null);
  const [said, say] = useState("");
  const [unready, setUnready] = useState<string>();
  const photos = usePhotos(start.photos, (event) => say(sentenceFor(event, texts.photos)));
  const photoError = unready ?? fields.photos.errors?.[0];

  const lines = [fields.itinerary, fields.includes, fields.excludes, fields.bring]
    .map((list) => list.getFieldList().length)
    .join();
  useAfterChange(`${lines} ${photos.items.map(({ key, photo }) => `${key}:${photo}`).join()}`, () => {
    if (element.current) onChange?.(element.current, photos.items);
  });
  useEffect(() => {
    if (photoError) document.getElementById("photos")?.focus();
  }, [photoError]);
  usePhotosExpire(fields.photos.errors?.[0] === texts.photos["photo-expired"], photos.expire);

  function send(event: SyntheticEvent<HTMLFormElement, SubmitEvent>) {
    const problem = isIntent(event.nativeEvent) ? undefined : unfinished(photos.items, texts.photos);
    setUnready(problem);
    if (problem) return event.preventDefault();
    form.onSubmit(event);
  }

  return (
    <form
      ref={element}
      {...getFormProps(form)}
      action={submit}
      onSubmit={send}
      onInput={({ currentTarget }) => onChange?.(currentTarget, photos.items)}
      noValidate
      className="space-y-12"
    >
      {/* The first button of a form is what Enter presses; without this one it would remove a day. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" disabled={pending} className="sr-only" />
      {editing && <input type="hidden" name="tripId" value={editing.tripId} />}
      {editing && <FormVersionField version={editing.version} answer={answer} />}
      {photos.items.map(({ key, photo }) => photo && <input key={key} type="hidden" name="photos" value={photo} />)}
      <p className="text-[15px] text-ink-soft">{texts.required}</p>
      <FormError form={form} />
      <Section title={texts.sections.photos}>
        <PhotoField photos={photos} error={photoError} said={said} say={say} texts={texts.photos} />
      </Section>
      <Section title={texts.sections.about}>
        <AboutFields fields={fields} texts={texts} />
      </Section>
      <Section title={texts.sections.days}>
        <DayFields
          fields={fields}
          values={start.values}
          locked={(editing?.seatsTaken ?? 0) > 0}
          {...{ earliest, locale, texts }}
        />
      </Section>
      <Section title={texts.sections.itinerary}>
        <ItineraryFields form={form} list={fields.itinerary} texts={texts.fields} />
      </Section>
      <Section title={texts.sections.price}>
        <PriceFields fields={fields} seatsTaken={editing?.seatsTaken ?? 0} texts={texts} />
      </Section>
      <Section title={texts.sections.included}>
        <LineList
          form={form}
          list={fields.includes}
          title={texts.fields.includes}
          item={texts.fields.includesItem}
          add={texts.fields.includesAdd}
          remove={texts.fields.removeItem}
        />
        <LineList
          form={form}
          list={fields.excludes}
          title={texts.fields.excludes}
          item={texts.fields.excludesItem}
          add={texts.fields.excludesAdd}
          remove={texts.fields.removeItem}
        />
      </Section>
      <Section title={texts.sections.fitness}>
        <FitnessFields fields={fields} texts={texts} />
        <LineList
          form={form}
          list={fields.bring}
          title={texts.fields.bring}
          hint={texts.fields.bringHint}
          item={texts.fields.bringItem}
          add={texts.fields.bringAdd}
          remove={texts.fields.removeItem}
        />
      </Section>
      <Section title={texts.sections.meeting}>
        <MeetingFields fields={fields} locale={locale} texts={texts} />
      </Section>
      <div className="space-y-3 border-t border-line pt-6">
        {!editing && <p className="text-[15px] text-ink-soft">{texts.publishNote}</p>}
        <div className="flex flex-col gap-3 sm:flex-row-reverse sm:justify-end">
          <Button
            type="submit"
            tone={editing ? "action" : "call"}
            disabled={pending}
            className="min-h-12 text-base sm:px-8"
          >
            {editing ? (pending ? texts.saving : texts.save) : pending ? texts.publishing : texts.publish}
          </Button>
          <TripPreview form={element} cover={photos.items[0]?.src ?? null} locale={locale} />
        </div>
      </div>
    </form>
  );
}

type Texts = ReturnType<typeof tripFormTexts>;

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="space-y-5">
      <legend className="mb-4 text-xl font-bold">{title}</legend>
      {children}
    </fieldset>
  );
}

/** Whether a button of a list was pressed, which sends nothing. */
function isIntent({ submitter }: SubmitEvent): boolean {
  return submitter?.getAttribute("name") === "__intent__";
}

/** Why the photos cannot be sent yet. How many there must be is for the server to say. */
function unfinished(items: PhotoItem[], texts: Texts["photos"]): string | undefined {
  if (items.some(({ state }) => state === "failed")) return texts.unsolved;
  return items.some(({ state }) => state !== "done") ? texts.unfinished : undefined;
}

function sentenceFor(event: PhotoEvent, texts: Texts["photos"]): string {
  return event.type === "uploaded" ? texts.uploaded : texts.failed(texts.refusals(uploadMost)[event.refusal]);
}

/** Calls back when `value` is another than before; not for the one that the form starts with. */
function useAfterChange(value: string, callback: () => void) {
  const before = useRef(value);
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    if (before.current === value) return;
    before.current = value;
    latest.current();
  }, [value]);
}

/** Marks the uploads once, when the server says that they are too old. */
function usePhotosExpire(expired: boolean, expire: () => void) {
  const latest = useRef(expire);
  latest.current = expire;
  useEffect(() => {
    if (expired) latest.current();
  }, [expired]);
}
