import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { type Column, Records } from "#app/admin/records.tsx";
import type { ListedImport } from "#domain/statements/undo.ts";
import { count, day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { undoImportAction } from "./actions.ts";

type FilesTableProps = { rows: ListedImport[]; back: string; locale: Locale };

/** The files that were imported, each with the way back where it was the wrong one. */
export function FilesTable({ rows, back, locale }: FilesTableProps) {
  const texts = textsFor(locale).admin.bank;
  const { columns: names, ...files } = texts.files;
  const columns: Column<ListedImport>[] = [
    { name: names.file, cell: ({ fileName }) => <span className="wrap-anywhere">{fileName}</span> },
    {
      name: names.days,
      cell: ({ firstDay, lastDay }) =>
        firstDay === lastDay ? day(firstDay, locale) : files.days(day(firstDay, locale), day(lastDay, locale)),
    },
    {
      name: names.lines,
      cell: ({ linesAdded, linesKnown }) => files.lines(count(linesAdded, locale), count(linesKnown, locale)),
    },
    {
      name: names.closing,
      figure: true,
      cell: ({ closingBalance }) => (closingBalance === null ? "–" : rupiah(closingBalance)),
    },
    {
      name: names.by,
      cell: ({ importedBy, createdAt }) => (
        <>
          {importedBy}
          <span className="block text-sm text-ink-soft">
            <Moment at={createdAt} locale={locale} />
          </span>
        </>
      ),
    },
    {
      name: files.undo,
      cell: ({ id, fileName }) => (
        <ActionDisclosure label={files.undo} accessibleLabel={files.undoOf(fileName)} quiet>
          <ActionForm
            id={`undo-${id}`}
            action={undoImportAction}
            hidden={{ importId: id, back }}
            fields={[{ name: "reason", label: files.reason, suggestions: files.reasons }]}
            submit={files.undo}
            pending={files.undoing}
            tone="quiet"
            mails={false}
          >
            <p className="text-sm text-ink-soft">{files.undoLead}</p>
          </ActionForm>
        </ActionDisclosure>
      ),
    },
  ];
  return <Records label={texts.lists.files} rows={rows} columns={columns} keyOf={({ id }) => id} />;
}
