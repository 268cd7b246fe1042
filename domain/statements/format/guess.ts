import { amountOf, isOutgoing, type NumberStyle, numberStyles } from "./amounts.ts";
import { type Cell, type Sheet, textOf } from "./cells.ts";
import { type DayStyle, dayOf, dayStyles } from "./days.ts";
import { type Columns, headerOf, headerWithin, type Layout } from "./format.ts";

/** A column by what its title may be; the first that fits wins, and of two columns the one with the earlier title. */
const titles = {
  day: [
    ...["tanggal transaksi", "tgl transaksi", "tgl txn", "tgl tran", "tanggal", "tgl", "transaction date", "trx date"],
    ...["posting date", "post date", "postdate", "booking date", "date", "tanggal posting", "tanggal efektif"],
    ...["val date", "value date", "tgl val", "tanggal valuta", "tgl valuta"],
  ],
  descriptions: [
    ...["keterangan", "uraian transaksi", "uraian", "rincian transaksi", "deskripsi", "desk tran", "description"],
    ...["remarks", "remark", "transaction description", "transaction detail", "details", "detail", "narasi", "berita"],
    ...["additionaldesc", "additional desc", "additional description"],
  ],
  amount: ["jumlah", "nominal", "mutasi", "amount", "nilai", "jumlah transaksi", "transaction amount"],
  mark: [
    "d/k",
    "db/cr",
    "cr/db",
    "db/kr",
    "dk",
    "debit/kredit",
    "debet/kredit",
    "debit/credit",
    "tipe",
    "jenis",
    "type",
    "jenis mutasi",
  ],
  debit: [
    ...["debit", "debet", "mutasi debet", "mutasi debit", "debit amount", "db", "keluar", "uang keluar", "pengeluaran"],
    ...["penarikan", "withdrawal", "withdrawals"],
  ],
  credit: [
    ...["kredit", "credit", "mutasi kredit", "credit amount", "cr", "masuk", "uang masuk", "pemasukan", "setoran"],
    ...["deposit", "deposits"],
  ],
  balance: [
    ...["saldo", "saldo akhir", "balance", "closing balance", "close balance", "running balance", "ending balance"],
    ...["saldo akhir mutasi"],
  ],
} satisfies Record<keyof Columns, string[]>;

/**
 * Guesses how a statement is written, from the words of its header and from what stands below them. Forms of KlikBCA, myBCA,
 * Livin' and MCM/Kopra that are known are found by this; undefined where no row looks like a header.
 */
export function guessLayout(sheet: Sheet): Layout | undefined {
  const best = sheet
    .slice(0, headerWithin)
    .map((_, row) => ({ row, columns: columnsOf(sheet, row) }))
    .filter((found): found is { row: number; columns: Columns } => found.columns !== undefined)
    .sort((one, other) => size(other.columns) - size(one.columns) || one.row - other.row)[0];
  if (!best) return undefined;
  const below = sheet.slice(best.row + 1);
  const columns = withMark(below, best.columns);
  return { headerRow: best.row, columns, numbers: numbersOf(below, columns), days: daysOf(below, columns) };
}

const size = (columns: Columns) =>
  Object.values(columns)
    .flat()
    .filter((place) => place !== null).length;

/** The columns that a row's words name; undefined where there is no day or no amount among them. */
function columnsOf(sheet: Sheet, row: number): Columns | undefined {
  const header = headerOf(sheet, row);
  const first = (name: keyof typeof titles) => placesOf(header, titles[name])[0] ?? null;
  const [day, amount, debit, credit] = [first("day"), first("amount"), first("debit"), first("credit")];
  const descriptions = placesOf(header, titles.descriptions)
    .sort((one, other) => one - other)
    .slice(0, 3);
  if (day === null || (amount === null && debit === null && credit === null)) return undefined;
  const both = debit !== null && credit !== null;
  return {
    day,
    descriptions: descriptions.length > 0 ? descriptions : [day],
    amount: both ? null : amount,
    mark: both ? null : first("mark"),
    debit: both || amount === null ? debit : null,
    credit: both || amount === null ? credit : null,
    balance: first("balance"),
  };
}

/** Columns whose title is one of these, or both of whose languages are (`Tanggal/Date`), best title first. */
function placesOf(header: string[], names: string[]): number[] {
  const rank = (title: string) => {
    const ranks = [title, ...title.split("/")].map((word) => names.indexOf(word.trim())).filter((at) => at >= 0);
    return ranks.length > 0 ? Math.min(...ranks) : undefined;
  };
  return header
    .map((title, place) => ({ place, rank: rank(title) }))
    .filter((found): found is { place: number; rank: number } => found.rank !== undefined)
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ place }) => place);
}

/** KlikBCA leaves the column without a title that says whether an amount came in or went out. */
function withMark(below: Sheet, columns: Columns): Columns {
  const { amount, mark } = columns;
  if (amount === null || mark !== null) return columns;
  const says = (place: number) => below.filter((row) => isOutgoing(row[place]) !== undefined).length;
  const [right, left] = [amount + 1, amount - 1].map((place) => ({ place, count: says(place) }));
  const best = right!.count >= left!.count ? right! : left!;
  const amounts = below.filter((row) => readable(row[amount])).length;
  return best.count > 0 && best.count * 2 >= amounts ? { ...columns, mark: best.place } : columns;
}

const readable = (cell: Cell | undefined) => numberStyles.some((style) => amountOf(cell, style));

/** The style in which more of the amounts can be read; BCA's where both read all. */
function numbersOf(below: Sheet, { amount, debit, credit, balance }: Columns): NumberStyle {
  const places = [amount, debit, credit, balance].filter((place) => place !== null);
  const read = (style: NumberStyle) =>
    below.reduce((sum, row) => sum + places.filter((place) => amountOf(row[place], style)).length, 0);
  return read("comma") > read("point") ? "comma" : "point";
}

/** The order in which more of the days are days; day, month, year where several read all. */
function daysOf(below: Sheet, { day }: Columns): DayStyle {
  const cells = below.map((row) => row[day]).filter((cell) => textOf(cell) !== "");
  const read = (style: DayStyle) => cells.filter((cell) => dayOf(cell, { style, until: "2099-12-31" })).length;
  return dayStyles.reduce((best, style) => (read(style) > read(best) ? style : best));
}
