import type { Preview } from "#domain/statements/import.ts";
import { limits } from "#limits.ts";
import { count, day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";

/** So many are named of each kind; their number is said. */
const mostNamed = 20;

/** What was not understood of a file, and what does not fit; nothing where all is well. */
export function PreviewNotices({ preview, locale }: { preview: Preview; locale: Locale }) {
  const texts = textsFor(locale).admin.bank.preview;
  const { statement, comparison, isTooLong, gap } = preview;
  const { broken, problems, others, tooSmall, lines } = statement;
  const figure = (number: number) => count(number, locale);
  return (
    <div className="space-y-3">
      {lines.length === 0 && <Notice tone="failed">{texts.nothing}</Notice>}
      {isTooLong && <Notice tone="failed">{texts.tooLong(figure(limits.statement.mostCompared))}</Notice>}
      {broken && (
        <Notice tone="failed">{texts.broken(figure(broken.row), rupiah(broken.expected), rupiah(broken.found))}</Notice>
      )}
      {problems.length > 0 && (
        <Notice tone="stale">
          {texts.problems(figure(problems.length))}
          <ul className="mt-1 list-disc pl-5">
            {problems.slice(0, mostNamed).map(({ row, why }) => (
              <li key={row}>{texts.problemAt(figure(row), texts.problem[why])}</li>
            ))}
          </ul>
        </Notice>
      )}
      {gap !== undefined && gap !== 0 && !broken && <Notice tone="stale">{texts.gap(rupiah(gap))}</Notice>}
      {comparison.missing.length > 0 && (
        <Notice tone="stale">
          {texts.missing(figure(comparison.missing.length))}
          <ul className="mt-1 list-disc pl-5 break-words">
            {comparison.missing.slice(0, mostNamed).map((line) => (
              <li key={line.id}>
                {day(line.bookedOn, locale)}, {rupiah(line.amount)}: {line.description}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {comparison.changed.length > limits.statement.mostChanged && (
        <Notice tone="failed">{texts.tooManyChanged}</Notice>
      )}
      {others > 0 && <p className="text-sm text-ink-soft">{texts.others(figure(others))}</p>}
      {tooSmall > 0 && <p className="text-sm text-ink-soft">{texts.tooSmall(figure(tooSmall))}</p>}
    </div>
  );
}
