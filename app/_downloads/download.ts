import { wibDay } from "#domain/calendar.ts";
import { limits } from "#limits.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { bankCsv, csv } from "./csv.ts";
import type { Table } from "./table.ts";
import { xlsx } from "./xlsx.ts";

/** `xlsx` for people, `csv` for their programs, `bank` for the bank's importer. */
export type FileKind = "xlsx" | "csv" | "bank";

type Download = {
  kind: FileKind;
  /** What the file is called in front of the day and its ending. */
  name: string;
  locale: Locale;
  now: Date;
  /** What else to do where there are more rows than a file holds. */
  tooMany?: string;
};

const contentTypes: Record<FileKind, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  bank: "text/csv; charset=us-ascii",
};

/**
 * Sends a table as a file whose name carries the WIB day. Nothing is left out without a word: where there are more rows
 * than {@link limits.spreadsheet} allows, the response is 413 and says so.
 */
export async function sendTable(table: Table, { kind, name, locale, now, tooMany }: Download): Promise<Response> {
  const { mostRows } = limits.spreadsheet;
  if (table.rows.length > mostRows) {
    const sentence = textsFor(locale).form.tooManyRows(count(mostRows, locale));
    const explained = [sentence, tooMany].filter(Boolean).join(" ");
    return new Response(explained, {
      status: 413,
      headers: { ...privately, "content-type": "text/plain; charset=utf-8" },
    });
  }
  const body = kind === "xlsx" ? await xlsx(table) : kind === "csv" ? csv(table) : bankCsv(table);
  const fileName = `${name}-${wibDay(now)}.${kind === "xlsx" ? "xlsx" : "csv"}`;
  const headers = { "content-type": contentTypes[kind], "content-disposition": attachment(fileName) };
  return new Response(body, { headers: { ...privately, ...headers } });
}

const privately = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** RFC 6266: a name in ASCII for everybody, and the whole one where it has more. */
export function attachment(fileName: string): string {
  const plain = fileName
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w.-]+/g, "-");
  if (plain === fileName) return `attachment; filename="${plain}"`;
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
