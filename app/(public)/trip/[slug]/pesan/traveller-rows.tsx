import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { useEffect, useRef } from "react";
import { type Traveller, TravellerFields } from "#app/_forms/traveller-fields.tsx";
import { useListFocus } from "#app/_forms/use-list-focus.ts";
import type { Texts } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { CircleAlert, Plus } from "#ui/icons.tsx";

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
  const place = useRef<HTMLParagraphElement>(null);
  // No field is to blame, so nothing else would bring it into view.
  useEffect(() => {
    if (list.errors) place.current?.focus();
  }, [list.errors]);
  const { list: lines, asks } = useListFocus(rows.length);
  return (
    <section ref={lines} className="space-y-5">
      <h2 className="text-xl font-extrabold">{texts.travellers}</h2>
      <p className="text-ink-soft">{texts.travellersHint}</p>
      <ol className="space-y-5">
        {rows.map((row, at) => (
          <li key={row.key} data-line>
            <TravellerFields
              row={row}
              number={at + 1}
              texts={texts}
              remove={
                rows.length > 1
                  ? { ...form.remove.getButtonProps({ name: list.name, index: at }), onClick: asks }
                  : undefined
              }
            />
          </li>
        ))}
      </ol>
      {error && (
        <p ref={place} tabIndex={-1} role="alert" className="flex gap-1.5 text-sm font-medium text-failed">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {rows.length < most ? (
        <Button tone="quiet" type="submit" onClick={asks} {...form.insert.getButtonProps({ name: list.name })}>
          <Plus aria-hidden="true" className="size-4" />
          {texts.addPerson}
        </Button>
      ) : (
        <p className="text-sm text-ink-soft">{whyNoMore({ most, seatsLeft }, texts)}</p>
      )}
    </section>
  );
}

function whyNoMore({ most, seatsLeft }: Pick<TravellerRowsProps, "most" | "seatsLeft">, texts: Texts["bookingForm"]) {
  if (most >= 10) return texts.mostPeople;
  return most < seatsLeft ? texts.unpaidSeatsLeft(most) : texts.noMoreSeats(seatsLeft);
}
