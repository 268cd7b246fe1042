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
  /** Who asks: workbooks are written in turns of the people who want them. */
  userId: string;
  /** Ends the work when nobody waits for it any more. */
  signal?: AbortSignal;
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
 * than {@link limits.spreadsheet} allows, the response is 413 and says so; where too many workbooks wait already, 503.
 */
export async function sendTable(table: Table, download: Download): Promise<Response> {
  const { kind, name, locale, now, tooMany } = download;
  const { mostRows } = limits.spreadsheet;
  const { form: texts } = textsFor(locale);
  if (table.rows.length > mostRows) return refuse(413, [texts.tooManyRows(count(mostRows, locale)), tooMany]);
  const body = kind === "xlsx" ? await xlsx(table, download) : kind === "csv" ? csv(table) : bankCsv(table);
  if (body === undefined) return refuse(503, [texts.filesBusy]);
  const fileName = `${name}-${wibDay(now)}.${kind === "xlsx" ? "xlsx" : "csv"}`;
  const headers = { "content-type": contentTypes[kind], "content-disposition": attachment(fileName) };
  return new Response(body, { headers: { ...privately, ...headers } });
}

const privately = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

function refuse(status: 413 | 503, sentences: (string | undefined)[]): Response {
  const headers = { ...privately, "content-type": "text/plain; charset=utf-8" };
  return new Response(sentences.filter(Boolean).join(" "), { status, headers });
}

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
