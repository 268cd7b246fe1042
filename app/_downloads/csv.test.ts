import { expect, it } from "vitest";
import { bankCsv, csv } from "./csv.ts";
import { columnsOf, type Table } from "./table.ts";

const table = (...row: Table["rows"][number]): Table => ({ sheet: "x", columns: columnsOf(["Nama"]), rows: [row] });

it("is RFC 4180: commas, quotes doubled, lines ended by CR LF, no byte order mark", () => {
  expect(csv(table('Ana "Ayu", Putri', 570_000, null))).toBe('"Nama"\r\n"Ana ""Ayu"", Putri",570000,\r\n');
});

it.each([
  ["=1+1", "'=1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["+cmd|x", "'+cmd|x"],
  ["\t=1", "'=1"],
  ["Budi;=HYPERLINK(1)", "Budi;'=HYPERLINK(1)"],
  ['Budi; "=1+1', "Budi; \"'=1+1"],
  ["Budi,-1+1", "Budi,'-1+1"],
  ["Budi|@x", "Budi|'@x"],
  ["Budi\n=1", "Budi\n'=1"],
  ["\u200B=1", "'=1"],
  ["\uFF1D1+1", "'\uFF1D1+1"],
])("%j cannot become a formula, wherever a program divides it", (typed, written) => {
  expect(csv(table(typed))).toBe(`"Nama"\r\n"${written.replaceAll('"', '""')}"\r\n`);
});

it.each(["+6281234567890", "0012345678901234", "-500", "62 812-3456", "Ana - Budi", "a=b", "ana@example.com"])(
  "%j stays as it is",
  (typed) => expect(csv(table(typed))).toContain(`"${typed}"\r\n`),
);

it.each([
  ["0012345678", "0012345678"],
  ["José D'Angelo, S.H.", "Jose DAngelo S.H."],
  ['Budi;=HYPERLINK("x")', "Budi HYPERLINK( x )"],
  ["=cmd|x", "cmd x"],
  ["\t+62 812", "62 812"],
  ["PT Maju & Jaya\r\n(Bandung)", "PT Maju Jaya (Bandung)"],
  ["\u202Eidub\u202C", "idub"],
  ["Ｈｕｇｏ", "Hugo"],
  ["علي", "ly"],
  ["陈伟", "ChenWei"],
  ["Иван Петров", "Ivan Petrov"],
  ["สมชาย", "smchay"],
  ["===", "LIHAT XLSX"],
  ["\u202E", "LIHAT XLSX"],
  ["", ""],
  [123_456, "123456"],
  [null, ""],
])("the bank's importer gets %j as %j", (cell, field) => {
  const text = bankCsv(table(cell, "BCA"));
  expect(text).toBe(`Nama\r\n${field},BCA\r\n`);
  expect(text).toMatch(/^[\x20-\x7E\r\n]*$/);
});

it("cells that are nothing but gaps and signs are looked through once", () => {
  const gaps = "\n \"'\t".repeat(6_000);
  const rows = Array.from({ length: 200 }, () => [`a${gaps}=1`]);
  expect(csv({ ...table(""), rows })).toContain("'=1");
}, 20_000);
