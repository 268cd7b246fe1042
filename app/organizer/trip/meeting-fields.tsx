import { getInputProps, getSelectProps } from "@conform-to/react";
import { useState } from "react";
import { addDays } from "#domain/calendar.ts";
import { asksForNight, timeZones } from "#domain/fields/meeting.ts";
import { day, type Locale } from "#texts/format.ts";
import { Choices } from "#ui/choices.tsx";
import { Field, Select } from "#ui/field.tsx";
import type { FieldsProps } from "./fields-props.ts";

/** Where and when people meet, where the trip ends, and where they talk before. */
export function MeetingFields({
  fields,
  locale,
  texts: { fields: texts, optional },
}: FieldsProps & { locale: Locale }) {
  const { meetingPoint, meetingCoordinates, endPoint, whatsappGroupUrl } = fields;
  return (
    <>
      <Field
        {...getInputProps(meetingPoint, { type: "text" })}
        key={meetingPoint.key}
        label={texts.meetingPoint}
        hint={texts.meetingPointHint}
        error={meetingPoint.errors?.[0]}
        maxLength={200}
        required
      />
      <Field
        {...getInputProps(meetingCoordinates, { type: "text" })}
        key={meetingCoordinates.key}
        label={optional(texts.meetingCoordinates)}
        hint={texts.meetingCoordinatesHint}
        error={meetingCoordinates.errors?.[0]}
        maxLength={60}
        className="tabular-nums"
      />
      <MeetingTime fields={fields} locale={locale} texts={texts} />
      <Field
        {...getInputProps(endPoint, { type: "text" })}
        key={endPoint.key}
        label={optional(texts.endPoint)}
        hint={texts.endPointHint}
        error={endPoint.errors?.[0]}
        maxLength={200}
      />
      <Field
        {...getInputProps(whatsappGroupUrl, { type: "url" })}
        key={whatsappGroupUrl.key}
        label={optional(texts.whatsapp)}
        hint={texts.whatsappHint}
        error={whatsappGroupUrl.errors?.[0]}
        inputMode="url"
        maxLength={200}
      />
    </>
  );
}

type MeetingTimeProps = Pick<FieldsProps, "fields"> & { texts: FieldsProps["texts"]["fields"]; locale: Locale };

/** A time, the zone that it is meant in, and in the evening which evening that is. */
function MeetingTime({ fields, locale, texts }: MeetingTimeProps) {
  const { meetingTime, timeZone, meetsOn, date } = fields;
  const [time, setTime] = useState(meetingTime.initialValue ?? "");
  const first = /^\d{4}-\d{2}-\d{2}$/.test(date.value ?? "") ? date.value : undefined;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          {...getInputProps(meetingTime, { type: "time" })}
          key={meetingTime.key}
          label={texts.meetingTime}
          hint={texts.meetingTimeHint}
          error={meetingTime.errors?.[0]}
          onInput={({ currentTarget }) => setTime(currentTarget.value)}
          className="tabular-nums"
          required
        />
        <Select
          {...getSelectProps(timeZone)}
          key={timeZone.key}
          label={texts.timeZone}
          hint={texts.timeZoneHint}
          error={timeZone.errors?.[0]}
          required
        >
          <option value="">{texts.timeZoneNone}</option>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {texts.timeZones[zone]}
            </option>
          ))}
        </Select>
      </div>
      {(asksForNight(time) || meetsOn.errors) && (
        <Choices
          key={meetsOn.key}
          id={meetsOn.id}
          name={meetsOn.name}
          legend={texts.meetsOn}
          hint={texts.meetsOnHint}
          error={meetsOn.errors?.[0]}
          defaultValue={meetsOn.initialValue}
          choices={[
            { value: "before", label: texts.meetsBefore, detail: first && day(addDays(first, -1), locale) },
            { value: "first", label: texts.meetsFirst, detail: first && day(first, locale) },
          ]}
        />
      )}
    </>
  );
}
