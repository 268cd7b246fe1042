import { type FieldMetadata, type FormMetadata, getInputProps, getTextareaProps } from "@conform-to/react";
import { useListFocus } from "#app/_forms/use-list-focus.ts";
import { Button } from "#ui/button.tsx";
import { Field, TextArea } from "#ui/field.tsx";
import { Plus, X } from "#ui/icons.tsx";
import type { FieldsProps } from "./fields-props.ts";
import type { TripValues } from "./trip-values.ts";

type ItineraryFieldsProps = {
  form: FormMetadata<TripValues, string[]>;
  list: FieldsProps["fields"]["itinerary"];
  texts: FieldsProps["texts"]["fields"];
};

/** The plan, a day under the other; the days count themselves. */
export function ItineraryFields({ form, list, texts }: ItineraryFieldsProps) {
  const days = list.getFieldList();
  const focus = useListFocus(days.length);
  return (
    <div ref={focus.list} className="space-y-5">
      {days.map((day, index) => (
        <Day
          key={day.key}
          day={day}
          number={index + 1}
          remove={days.length > 1 ? form.remove.getButtonProps({ name: list.name, index }) : undefined}
          onRemove={focus.asks}
          texts={texts}
        />
      ))}
      <Button
        {...form.insert.getButtonProps({ name: list.name, defaultValue: { title: "", detail: "" } })}
        type="submit"
        tone="quiet"
        data-add
        onClick={focus.asks}
        className="min-h-12 w-full border-dashed sm:w-auto"
      >
        <Plus aria-hidden="true" className="size-4" />
        {texts.addDay}
      </Button>
    </div>
  );
}

type DayProps = {
  day: FieldMetadata<TripValues["itinerary"][number], TripValues, string[]>;
  number: number;
  remove?: { name: string; value: string; form: string; formNoValidate: boolean };
  onRemove: () => void;
  texts: ItineraryFieldsProps["texts"];
};

function Day({ day, number, remove, onRemove, texts }: DayProps) {
  const { title, detail } = day.getFieldset();
  return (
    <div data-line className="relative space-y-3 border-l-2 border-line pl-4">
      <Field
        {...getInputProps(title, { type: "text" })}
        key={title.key}
        label={texts.dayTitle(number)}
        placeholder={texts.dayTitleHint}
        error={title.errors?.[0]}
        maxLength={120}
        required
      />
      <TextArea
        {...getTextareaProps(detail)}
        key={detail.key}
        label={texts.dayDetail(number)}
        error={detail.errors?.[0]}
        rows={3}
        maxLength={4_000}
      />
      {remove && (
        <Button {...remove} type="submit" tone="bare" size="small" onClick={onRemove} className="-ml-3">
          <X aria-hidden="true" className="size-4" />
          {texts.removeDay(number)}
        </Button>
      )}
    </div>
  );
}
