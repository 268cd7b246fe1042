import type { FieldMetadata } from "@conform-to/react";
import type { tripFormTexts } from "#texts/trip-form.ts";
import type { TripValues } from "./trip-values.ts";

/** What a part of the form gets: the fields that the form library made, and the texts. */
export type FieldsProps = {
  fields: { [Name in keyof TripValues]: FieldMetadata<TripValues[Name], TripValues, string[]> };
  texts: ReturnType<typeof tripFormTexts>;
};
