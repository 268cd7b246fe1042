import { parentPort, workerData } from "node:worker_threads";
import writeExcelFile from "write-excel-file/node";
import type { XlsxWork } from "./xlsx.ts";
import { withoutZipTimes } from "./zip-times.ts";

/** Writes one workbook and ends. A thread of its own: see `xlsx.ts`. */

const { sheet, columns, rows } = workerData as XlsxWork;

const header = columns.map(({ header: value }) => ({ value, type: String, format: "@", fontWeight: "bold" as const }));

const data = rows.map((row) =>
  row.map((value, place) => {
    if (value === null || value === "") return null;
    const { format } = columns[place]!;
    if (typeof value === "number") return { value, type: Number, format: format === "@" ? "0" : format };
    return { value, type: String, format: "@", wrap: value.includes("\n"), alignVertical: "top" as const };
  }),
);

const workbook = writeExcelFile([header, ...data], {
  sheet,
  columns: columns.map(({ width }) => ({ width })),
  stickyRowsCount: 1,
});
// A copy of its own memory, which can be handed over whole.
const bytes = withoutZipTimes(new Uint8Array(await workbook.toBuffer()));
parentPort?.postMessage(bytes, [bytes.buffer]);
