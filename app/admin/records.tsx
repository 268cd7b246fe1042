import type { ReactNode } from "react";
import { classes } from "#ui/classes.ts";

/** One column of {@link Records}. The first is the row's name, and the heading of its card on a phone. */
export type Column<Row> = {
  name: string;
  /** `null` where there is nothing to say. */
  cell: (row: Row) => ReactNode;
  /** Figures stand at the right, under each other. */
  figure?: boolean;
  className?: string;
};

type RecordsProps<Row> = { label: string; rows: Row[]; columns: Column<Row>[]; keyOf: (row: Row) => string };

/** A long list to read: a table on a desk, a card a row on a phone. */
export function Records<Row>({ label, rows, columns, keyOf }: RecordsProps<Row>) {
  const [first, ...others] = columns;
  return (
    <>
      <table className="hidden w-full text-[15px] md:table">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line-strong/50 text-left text-sm text-ink-soft">
            {columns.map(({ name, figure, className }) => (
              <th
                key={name}
                scope="col"
                className={classes("py-2 pr-4 font-semibold last:pr-0", figure && "text-right", className)}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={keyOf(row)} className="transition-colors duration-150 hover:bg-sand">
              {columns.map(({ name, cell, figure, className }) => (
                <td
                  key={name}
                  className={classes(
                    "py-2 pr-4 align-middle last:pr-0",
                    figure && "text-right whitespace-nowrap tabular-nums",
                    className,
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul aria-label={label} className="divide-y divide-line border-y border-line md:hidden">
        {rows.map((row) => (
          <li key={keyOf(row)} className="py-3">
            <div className="font-semibold">{first?.cell(row)}</div>
            <dl className="mt-1 space-y-0.5 text-[15px]">
              {others.map(({ name, cell }) => (
                <CardLine key={name} name={name} value={cell(row)} />
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One thing about a row; on a card, what there is nothing to say about needs no line. */
function CardLine({ name, value }: { name: string; value: ReactNode }) {
  if (value === null) return null;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="text-right text-balance break-words tabular-nums">{value}</dd>
    </div>
  );
}
