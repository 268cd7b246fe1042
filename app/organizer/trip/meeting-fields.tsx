import { getInputProps } from "@conform-to/react";
import { Field } from "#ui/field.tsx";
import type { FieldsProps } from "./fields-props.ts";

/** Where and when people meet, and where they talk before. */
export function MeetingFields({ fields, texts }: FieldsProps) {
  const { meetingPoint, meetingTime, whatsappGroupUrl } = fields;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-[2fr_1fr]">
        <Field
          {...getInputProps(meetingPoint, { type: "text" })}
          key={meetingPoint.key}
          label={texts.fields.meetingPoint}
          hint={texts.fields.meetingPointHint}
          error={meetingPoint.errors?.[0]}
          maxLength={200}
          required
        />
        <Field
          {...getInputProps(meetingTime, { type: "text" })}
          key={meetingTime.key}
          label={texts.fields.meetingTime}
          hint={texts.fields.meetingTimeHint}
          error={meetingTime.errors?.[0]}
          maxLength={40}
          required
        />
      </div>
      <Field
        {...getInputProps(whatsappGroupUrl, { type: "url" })}
        key={whatsappGroupUrl.key}
        label={texts.optional(texts.fields.whatsapp)}
        hint={texts.fields.whatsappHint}
        error={whatsappGroupUrl.errors?.[0]}
        inputMode="url"
        maxLength={200}
      />
    </>
  );
}
