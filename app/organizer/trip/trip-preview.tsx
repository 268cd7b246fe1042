"use client";

import { parse } from "@conform-to/react";
import { type RefObject, useRef, useState } from "react";
import { rupiahOf } from "#domain/fields/typed-rupiah.ts";
import { days, type Locale, rupiah } from "#texts/format.ts";
import { tripFormTexts } from "#texts/trip-form.ts";
import { Button } from "#ui/button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import type { StartValues } from "./trip-values.ts";

type TripPreviewProps = { form: RefObject<HTMLFormElement | null>; cover: string | null; locale: Locale };

/** Shows what was typed so far as people will read it, without sending anything. */
export function TripPreview({ form, cover, locale }: TripPreviewProps) {
  const texts = tripFormTexts(locale).preview;
  const dialog = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<StartValues>();

  function open() {
    if (!form.current) return;
    setValues(readForm(form.current));
    dialog.current?.showModal();
  }

  return (
    <>
      <Button tone="quiet" aria-haspopup="dialog" onClick={open} className="min-h-12 text-base sm:px-6">
        {texts.open}
      </Button>
      <Dialog dialog={dialog} title={texts.title}>
        {values && <Content values={values} cover={cover} locale={locale} />}
        <Button tone="quiet" className="mt-5 w-full" onClick={() => dialog.current?.close()}>
          {texts.close}
        </Button>
      </Dialog>
    </>
  );
}

/** What a form holds at this moment, nested as the form library does it; the framework's own fields are left out. */
export function readForm(form: HTMLFormElement): StartValues {
  const { payload } = parse(new FormData(form), { resolve: (value) => ({ value }) });
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !name.startsWith("$")));
}

function Content({ values, cover, locale }: { values: StartValues; cover: string | null; locale: Locale }) {
  const { preview: texts, fields, sections } = tripFormTexts(locale);
  const price = rupiahOf(values.pricePerPax ?? "");
  return (
    <article className="mt-4 space-y-4 text-[15px] break-words">
      {cover && (
        // biome-ignore lint/performance/noImgElement: a picture on the device, or one that only its owner may see
        <img src={cover} alt="" className="aspect-3/2 w-full rounded-card bg-sand object-cover" />
      )}
      <header>
        <p className="font-semibold text-ink-soft">{values.destination}</p>
        <h3 className="text-2xl font-extrabold">{values.title || texts.untitled}</h3>
        {values.date && <p>{days(values.date, values.endDate || null, locale)}</p>}
        {price !== undefined && (
          <p className="font-bold">
            {rupiah(price)} <span className="font-normal text-ink-soft">{texts.perPerson}</span>
            {values.quota && ` · ${texts.seats(values.quota)}`}
          </p>
        )}
      </header>
      <p className="whitespace-pre-line">{values.description}</p>
      <ol className="space-y-2">
        {values.itinerary?.map(({ title, detail }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the days of a text that is only read
          <li key={at}>
            <p className="font-semibold">
              {fields.dayTitle(at + 1)}: {title}
            </p>
            <p className="whitespace-pre-line text-ink-soft">{detail}</p>
          </li>
        ))}
      </ol>
      <Lines title={fields.includes} lines={values.includes} />
      <Lines title={fields.excludes} lines={values.excludes} />
      <Lines title={fields.bring} lines={values.bring} />
      {values.meetingPoint && (
        <p>
          <span className="font-semibold">{sections.meeting}:</span> {values.meetingPoint}, {values.meetingTime}{" "}
          {values.timeZone}
        </p>
      )}
    </article>
  );
}

function Lines({ title, lines = [] }: { title: string; lines?: string[] }) {
  const written = lines.filter((line) => line?.trim());
  if (written.length === 0) return null;
  return (
    <div>
      <p className="font-semibold">{title}</p>
      <ul className="list-disc pl-5">
        {written.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
