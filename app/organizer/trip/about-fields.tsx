import { getInputProps, getTextareaProps } from "@conform-to/react";
import { Field, TextArea } from "#ui/field.tsx";
import type { FieldsProps } from "./fields-props.ts";

/** What the trip is: its name, where it goes, its story. */
export function AboutFields({ fields: { title, destination, description }, texts: { fields: texts } }: FieldsProps) {
  return (
    <>
      <Field
        {...getInputProps(title, { type: "text" })}
        key={title.key}
        label={texts.title}
        hint={texts.titleHint}
        error={title.errors?.[0]}
        maxLength={100}
        required
      />
      <Field
        {...getInputProps(destination, { type: "text" })}
        key={destination.key}
        label={texts.destination}
        hint={texts.destinationHint}
        error={destination.errors?.[0]}
        maxLength={80}
        required
      />
      <TextArea
        {...getTextareaProps(description)}
        key={description.key}
        label={texts.description}
        hint={texts.descriptionHint}
        error={description.errors?.[0]}
        rows={7}
        maxLength={10_000}
        required
      />
    </>
  );
}
