import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FairQueue } from "#fair-queue.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { leavePlace } from "#request-place.ts";
import { cellText, type Table } from "./table.ts";

/** What the worker is given: a table whose texts fit. */
export type XlsxWork = {
  sheet: string;
  columns: { header: string; format: string; width: number }[];
  rows: Table["rows"];
};

const { longestSheetName, writeMs, mostMegabytes } = limits.spreadsheet;

/** For whom a workbook is written, and what ends it when nobody waits for it any more. */
export type XlsxOrder = { userId: string; signal?: AbortSignal };

/**
 * A workbook of one sheet: the header stands still, texts are text cells in which nothing is computed, amounts are
 * numbers. Nothing when too many wait for theirs already, this person for too many, or when the signal says that nobody
 * waits for it any more. Throws when writing takes too long or too much memory.
 */
export async function xlsx(table: Table, { userId, signal }: XlsxOrder): Promise<Uint8Array<ArrayBuffer> | undefined> {
  leavePlace();
  const place = await writers().enter(userId, signal);
  if (!place.ok) return undefined;
  try {
    return await writeApart(table, signal);
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  } finally {
    place.leave();
  }
}

const writers = () => onceAProcess("workbook-writers", () => new FairQueue(limits.spreadsheet.writers));

/** In a thread of its own, because ten thousand rows take a core for a second in one go. */
async function writeApart(table: Table, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const worker = new Worker(/* turbopackIgnore: true */ workerFile(), {
    workerData: workOf(table),
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    // It needs no secrets and no options of this process.
    env: {},
    execArgv: [],
  });
  const late = setTimeout(() => reject(new Error(`The workbook was not written within ${writeMs} ms`)), writeMs);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`The thread that writes the workbook ended with ${code}`)));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

/** Beside this file in the source: the app runs where its source is. */
function workerFile(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), "app", "_downloads", "xlsx-worker.ts");
}

const formats = { text: "@", count: "0", rupiah: "#,##0" } as const;

function workOf({ sheet, columns, rows }: Table): XlsxWork {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "string" ? escaped(cellText(cell)) : cell)));
  return {
    sheet: sheetName(sheet),
    columns: columns.map(({ header, kind = "text" }, place) => ({
      header: escaped(cellText(header)),
      format: formats[kind],
      width: widthOf([header, ...texts.map((row) => row[place])]),
    })),
    rows: texts,
  };
}

/** Excel reads `_x000D_` in a text as that character; an underline written so stays one. */
const escaped = (text: string) => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");

/** A name that Excel takes: none of its signs for addresses, at most 31 characters, no apostrophe at its ends. */
function sheetName(name: string): string {
  const plain = cellText(name)
    .replace(/[[\]:*?/\\\n]/g, " ")
    .slice(0, longestSheetName)
    .replace(/^[\s']+|[\s']+$/g, "");
  return plain || "SeTrip";
}

/** In characters: as wide as its longest line, within what can be read. */
function widthOf(cells: readonly (Table["rows"][number][number] | undefined)[]): number {
  let longest = 0;
  for (const cell of cells) {
    // The marks between thousands take room, too.
    const text = typeof cell === "number" ? cell.toLocaleString("id-ID") : (cell ?? "");
    for (const line of text.slice(0, 200).split("\n")) longest = Math.max(longest, line.length);
  }
  return Math.min(Math.max(longest, 4), 60) + 2;
}
