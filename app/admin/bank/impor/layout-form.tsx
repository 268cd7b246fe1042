import { layoutFields } from "#app/admin/bank/layout-params.ts";
import { numberStyles } from "#domain/statements/format/amounts.ts";
import { type Sheet, textOf } from "#domain/statements/format/cells.ts";
import { dayStyles } from "#domain/statements/format/days.ts";
import type { Layout } from "#domain/statements/format/format.ts";
import type { StatementUpload } from "#domain/statements/uploads.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Field, Select } from "#ui/field.tsx";

type LayoutFormProps = {
  upload: StatementUpload;
  /** As the file was read; nothing where no header was found. */
  layout: Layout | undefined;
  year: number;
  open: boolean;
  locale: Locale;
};

/** How the file is written, to be chosen by whoever sees that it was read wrongly. A plain form that reads the page again. */
export function LayoutForm({ upload, layout, year, open, locale }: LayoutFormProps) {
  const texts = textsFor(locale).admin.bank.preview.format;
  const { sheet } = upload;
  const places = Array.from(
    { length: Math.max(...sheet.slice(0, rowsLookedAt).map((row) => row.length)) },
    (_, at) => at,
  );
  const label = (place: number) => `${columnName(place)}: ${sampleOf(sheet, place, layout)}`.slice(0, longestLabel);
  return (
    <Disclosure title={texts.title} open={open}>
      <form action="/admin/bank/impor" className="space-y-4">
        <input type="hidden" name="berkas" value={upload.id} />
        <p className="text-ink-soft">{texts.lead}</p>
        <RawRows sheet={sheet} layout={layout} title={texts.raw} />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Field
            id="kepala"
            label={texts.headerRow}
            inputMode="numeric"
            pattern="[0-9]{1,5}"
            required
            defaultValue={layout ? layout.headerRow + 1 : 1}
          />
          {layoutFields.slice(1).map((name) => (
            <Select
              key={name}
              id={name}
              label={labelsOf(texts)[name as ColumnField]}
              defaultValue={placeOf(layout, name as ColumnField)}
            >
              {name !== "hari" && <option value="-1">{texts.none}</option>}
              {places.map((place) => (
                <option key={place} value={place}>
                  {label(place)}
                </option>
              ))}
            </Select>
          ))}
          <Select id="angka" label={texts.numbers} defaultValue={layout?.numbers ?? "point"}>
            {numberStyles.map((style) => (
              <option key={style} value={style}>
                {{ comma: "1.234.567,00", point: "1,234,567.00" }[style]}
              </option>
            ))}
          </Select>
          <Select id="tanggal" label={texts.days} defaultValue={layout?.days ?? "dmy"}>
            {dayStyles.map((style) => (
              <option key={style} value={style}>
                {texts.dayStyles[style]}
              </option>
            ))}
          </Select>
          <Field id="tahun" label={texts.year} inputMode="numeric" pattern="20[0-9]{2}" defaultValue={year} />
        </div>
        <Button type="submit" tone="quiet" className="w-full sm:w-auto">
          {texts.apply}
        </Button>
      </form>
    </Disclosure>
  );
}

/** So far down a column's titles and widths are looked for. */
const rowsLookedAt = 200;
const longestLabel = 50;

type ColumnField = Exclude<(typeof layoutFields)[number], "kepala">;

function labelsOf(texts: Texts["admin"]["bank"]["preview"]["format"]): Record<ColumnField, string> {
  const { day, description, description2, amount, mark, debit, credit, balance } = texts;
  return {
    ...{ hari: day, uraian: description, uraian2: description2, jumlah: amount, tanda: mark },
    ...{ debit, kredit: credit, saldo: balance },
  };
}

function placeOf(layout: Layout | undefined, field: ColumnField): number {
  if (!layout) return field === "hari" ? 0 : -1;
  const { day, descriptions, amount, mark, debit, credit, balance } = layout.columns;
  const places = {
    ...{ hari: day, uraian: descriptions[0], uraian2: descriptions[1], jumlah: amount, tanda: mark },
    ...{ debit, kredit: credit, saldo: balance },
  };
  return places[field] ?? -1;
}

/** A, B, C, as spreadsheets name columns. */
function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${columnName(Math.floor(place / 26) - 1)}${letter}`;
}

/** The column's title, or what stands first in it. */
function sampleOf(sheet: Sheet, place: number, layout: Layout | undefined): string {
  const title = layout && layout.headerRow >= 0 ? textOf(sheet[layout.headerRow]?.[place]) : "";
  if (title !== "") return title;
  const from = layout ? Math.max(layout.headerRow, 0) : 0;
  return (
    sheet
      .slice(from, from + rowsLookedAt)
      .map((row) => textOf(row[place]))
      .find((text) => text !== "") ?? ""
  );
}

/** Rows around the header as they stand in the file, with their numbers. */
function RawRows({ sheet, layout, title }: { sheet: Sheet; layout: Layout | undefined; title: string }) {
  const from = Math.max(0, (layout?.headerRow ?? 0) - 2);
  const rows = sheet.slice(from, from + (layout ? 6 : 15)).map((cells, at) => ({ number: from + at + 1, cells }));
  const widest = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const places = Array.from({ length: widest }, (_, place) => place);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section aria-label={title} tabIndex={0} className="overflow-x-auto rounded-card border border-line">
      <table className="text-sm">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="border-b border-line text-left text-ink-soft">
            <th scope="col" className="px-2 py-1">
              #
            </th>
            {places.map((place) => (
              <th key={place} scope="col" className="px-2 py-1">
                {columnName(place)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, cells }) => (
            <tr key={number} className="border-b border-line last:border-0">
              <th scope="row" className="px-2 py-1 text-left font-normal text-ink-soft tabular-nums">
                {number}
              </th>
              {places.map((place) => (
                <td key={place} className="max-w-72 truncate px-2 py-1">
                  {textOf(cells[place])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
