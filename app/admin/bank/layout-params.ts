import { z } from "zod";
import { one } from "#app/_http/one.ts";
import { numberStyles } from "#domain/statements/format/amounts.ts";
import { dayStyles } from "#domain/statements/format/days.ts";
import { columnsSchema, type Layout } from "#domain/statements/format/format.ts";
import type { Chosen } from "#domain/statements/import.ts";
import { limits } from "#limits.ts";

type SearchParams = Record<string, string | string[] | undefined>;

const layoutSchema = z.object({
  headerRow: z.int().min(-1).max(limits.statement.mostRows),
  columns: columnsSchema,
  numbers: z.enum(numberStyles),
  days: z.enum(dayStyles),
});

const chosenSchema = z.object({ layout: layoutSchema, year: z.int().min(2000).max(2100).optional() });

/** How a file was read when it was looked at, as one field of the form that saves it. */
export const chosenField = z
  .string()
  .max(2_000)
  .transform((json, context) => {
    const read = chosenSchema.safeParse(parsed(json));
    if (read.success) return read.data;
    context.addIssue({ code: "custom", message: "layout" });
    return z.NEVER;
  });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The names of the form's fields in an address: columns count from 0, and -1 is none; rows count from 1. */
export const layoutFields = [
  "kepala",
  "hari",
  "uraian",
  "uraian2",
  "jumlah",
  "tanda",
  "debit",
  "kredit",
  "saldo",
] as const;

/** What somebody chose on the page, from its address; undefined where nothing, or nothing that can be, was chosen. */
export function chosenIn(params: SearchParams): Chosen | undefined {
  const figure = (name: (typeof layoutFields)[number]) => {
    const text = one(params[name]);
    return text !== undefined && /^-?\d{1,5}$/.test(text) ? Number(text) : undefined;
  };
  const column = (name: (typeof layoutFields)[number]) => {
    const place = figure(name);
    return place === undefined || place < 0 ? null : place;
  };
  const headerRow = figure("kepala");
  if (headerRow === undefined) return undefined;
  const both = column("debit") !== null && column("kredit") !== null;
  const descriptions = [column("uraian"), column("uraian2")].filter((place) => place !== null);
  const layout: Record<keyof Layout, unknown> = {
    headerRow: headerRow - 1,
    columns: {
      day: column("hari"),
      descriptions: descriptions.length > 0 ? descriptions : [column("hari")],
      amount: both ? null : column("jumlah"),
      mark: both ? null : column("tanda"),
      debit: column("debit"),
      credit: column("kredit"),
      balance: column("saldo"),
    },
    numbers: one(params.angka),
    days: one(params.tanggal),
  };
  const year = /^\d{4}$/.test(one(params.tahun) ?? "") ? Number(one(params.tahun)) : undefined;
  return chosenSchema.safeParse({ layout, year }).data;
}
