import { type Column, Records } from "#app/admin/records.tsx";
import type { ReadLine } from "#domain/statements/format/statement.ts";
import type { Preview } from "#domain/statements/import.ts";
import { count, day, days, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { type Fact, Facts } from "#ui/facts.tsx";

/** So many lines are shown as they were read. */
const linesShown = 12;

/** What was understood of a file: how much, from when to when, and its first lines. */
export function PreviewSummary({ preview, locale }: { preview: Preview; locale: Locale }) {
  const texts = textsFor(locale).admin.bank.preview;
  const { lines, opening, closing } = preview.statement;
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return null;
  const figure = (number: number) => count(number, locale);
  const sum = (some: ReadLine[]) => rupiah(some.reduce((total, { amount }) => total + amount, 0));
  const { comparison } = preview;
  const facts: Fact[] = [
    {
      name: texts.lines,
      value: `${figure(lines.length)}: ${texts.added(figure(comparison.added.length))}, ${texts.known(figure(comparison.known))}`,
    },
    { name: texts.span, value: days(first.bookedOn, last.bookedOn, locale) },
    { name: texts.in, value: sum(lines.filter(({ amount }) => amount > 0)) },
    { name: texts.out, value: sum(lines.filter(({ amount }) => amount < 0)) },
    { name: texts.opening, value: opening !== undefined && rupiah(opening) },
    { name: texts.closing, value: closing !== undefined && rupiah(closing) },
  ];
  return (
    <section aria-labelledby="sample" className="space-y-4">
      <Facts facts={facts} className="max-w-xl" />
      <h2 id="sample" className="text-lg font-extrabold">
        {texts.sample}
      </h2>
      <Records
        label={texts.sample}
        rows={lines.slice(0, linesShown)}
        columns={columnsFor(locale)}
        keyOf={({ row }) => String(row)}
      />
      {lines.length > linesShown && <p className="text-ink-soft">{texts.more(figure(lines.length - linesShown))}</p>}
    </section>
  );
}

function columnsFor(locale: Locale): Column<ReadLine>[] {
  const texts = textsFor(locale).admin.bank.preview;
  const { columns } = texts;
  return [
    {
      name: columns.day,
      cell: ({ bookedOn, pending }) => `${day(bookedOn, locale)}${pending ? ` · ${texts.pending}` : ""}`,
    },
    { name: columns.description, cell: ({ description }) => <span className="break-words">{description}</span> },
    { name: columns.amount, figure: true, cell: ({ amount }) => rupiah(amount) },
    { name: columns.row, figure: true, cell: ({ row }) => count(row, locale) },
  ];
}
