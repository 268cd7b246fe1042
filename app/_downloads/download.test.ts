import { expect, it } from "vitest";
import { limits } from "#limits.ts";
import { attachment, sendTable } from "./download.ts";
import { columnsOf } from "./table.ts";

const table = { sheet: "Peserta", columns: columnsOf(["Nama"]), rows: [["Ana"]] };
const file = { name: "peserta-prau", locale: "id", userId: "ana", now: new Date("2026-05-09T17:30:00Z") } as const;

it.each([
  ["xlsx", "peserta-prau-2026-05-10.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["csv", "peserta-prau-2026-05-10.csv", "text/csv; charset=utf-8"],
  ["bank", "peserta-prau-2026-05-10.csv", "text/csv; charset=us-ascii"],
] as const)("a file as %s is called after the day in Indonesia, and nobody keeps it", async (kind, name, type) => {
  const { headers } = await sendTable(table, { ...file, kind });
  expect(headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
  expect(headers.get("content-type")).toBe(type);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

it("more rows than a file holds are refused in words, not cut", async () => {
  const rows = Array.from({ length: limits.spreadsheet.mostRows + 1 }, () => ["Ana"]);
  const response = await sendTable({ ...table, rows }, { ...file, kind: "csv", tooMany: "Unduh per tahun." });
  expect(response.status).toBe(413);
  expect(response.headers.get("content-disposition")).toBeNull();
  expect(await response.text()).toBe(
    "Satu berkas memuat paling banyak 10.000 baris, dan yang ini lebih dari itu. Unduh per tahun.",
  );
});

it.each([
  ["peserta-prau.csv", 'attachment; filename="peserta-prau.csv"'],
  ['a"b\r\n.csv', "attachment; filename=\"a-b-.csv\"; filename*=UTF-8''a%22b%0D%0A.csv"],
  ["josé (1).csv", "attachment; filename=\"jose-1-.csv\"; filename*=UTF-8''jos%C3%A9%20%281%29.csv"],
])("the name %j is safe in a header", (name, header) => expect(attachment(name)).toBe(header));
