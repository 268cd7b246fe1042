import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { limits } from "#limits.ts";
import { readFile } from "./read.ts";
import { readApart } from "./read-apart.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => new Uint8Array(Buffer.from(text, encoding));
const table = "Tanggal,Keterangan,Jumlah\n27/11/2026,Kafé,100";
const cells = [
  ["Tanggal", "Keterangan", "Jumlah"],
  ["27/11/2026", "Kafé", "100"],
];

async function workbook(): Promise<Uint8Array> {
  const header = ["Tanggal", "Keterangan", "Jumlah"].map((value) => ({ value, type: String }));
  const line = [
    { value: new Date("2026-11-27T00:00:00Z"), type: Date, format: "dd/mm/yyyy" },
    { value: "Kafé", type: String },
    { value: 300_123.5, type: Number },
  ];
  return new Uint8Array(await writeExcelFile([header, line] as never, { sheet: "Mutasi" }).toBuffer());
}

/** A workbook of these parts, beside those that any has. */
function packed(parts: Record<string, Uint8Array>): Uint8Array {
  const rels = (body: string) =>
    strToU8(
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${body}</Relationships>`,
    );
  return zipSync({
    "[Content_Types].xml": strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ),
    "xl/workbook.xml": strToU8(
      `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": rels(
      `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>`,
    ),
    ...parts,
  });
}

const sheetXml = (rows: string) =>
  strToU8(
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  );

describe("files that banks write", () => {
  it.each([
    ["UTF-8", bytes(table)],
    ["UTF-8 with its mark", bytes(`\uFEFF${table}`)],
    ["UTF-16 with its mark", bytes(`\uFEFF${table}`, "utf16le")],
    ["what Windows used to write", bytes(table, "latin1")],
    ["semicolons", bytes(table.replaceAll(",", ";"))],
    ["tabs", bytes(table.replaceAll(",", "\t"))],
    ["empty rows and cells at the ends", bytes(`${table},,\n,,,\n\n`)],
  ])("%s", async (_name, file) => {
    expect(await readFile(file)).toEqual({ ok: true, sheet: cells });
  });

  it("a workbook, with days as days and numbers as numbers", async () => {
    const sheet = [cells[0], ["2026-11-27", "Kafé", 300_123.5]];
    expect(await readFile(await workbook())).toEqual({ ok: true, sheet });
  });

  it("a workbook whose parts are as small as a stranger's may be", async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>Tanggal</t></is></c></row>`;
    expect(await readFile(packed({ "xl/worksheets/sheet1.xml": sheetXml(rows) }))).toEqual({
      ok: true,
      sheet: [["Tanggal"]],
    });
  });
});

describe("files that are none, or made to harm", () => {
  const { mostBytes, mostRows, mostColumns, longestCell, mostUnpackedBytes } = limits.statement;
  const zeros = (length: number) => new Uint8Array(length);
  const bomb = () => packed({ "xl/worksheets/sheet1.xml": zeros(mostUnpackedBytes) });
  /** Says that it unpacks to a few bytes, which a reader that believes it would find out too late. */
  const lying = () => {
    const file = Buffer.from(packed({ "xl/worksheets/sheet1.xml": zeros(1_000_000) }));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(1_000_000);
    for (let at = file.indexOf(size); at >= 0; at = file.indexOf(size, at + 4)) file.writeUInt32LE(10, at);
    return new Uint8Array(file);
  };
  const formula = `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>`;
  const entity = strToU8(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>`);

  it.each([
    ["nothing", bytes(""), "empty"],
    ["blanks", bytes(" \n\n"), "empty"],
    ["only separators", bytes(",,,\n,,,"), "empty"],
    ["prose", bytes("Halo Sari, mutasinya menyusul ya.\nSalam"), "wrong-type"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), "wrong-type"],
    ["a quote that nothing closes", bytes(`Tanggal,Keterangan,Jumlah\n"${"a".repeat(200_000)}`), "wrong-type"],
    ["a PDF", bytes("%PDF-1.7 …"), "pdf"],
    ["an old workbook", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "old-workbook"],
    ["a web page with another ending", bytes("<html><table><tr><td>1</td></tr></table>"), "web-page"],
    ["an archive that is no workbook", zipSync({ "a.txt": strToU8("a") }), "damaged"],
    ["a workbook that was cut off", bytes("PK\x03\x04", "latin1"), "damaged"],
    ["a workbook with entities", packed({ "xl/worksheets/sheet1.xml": entity }), "damaged"],
    ["a workbook that unpacks to a thousand times itself", bomb(), "unpacks-too-large"],
    ["a workbook that lies about its size", lying(), "damaged"],
    ["a workbook that computes", packed({ "xl/worksheets/sheet1.xml": sheetXml(formula) }), "formulas"],
    ["too many rows", bytes(`${table}\n${"1,2,3\n".repeat(mostRows)}`), "too-many-rows"],
    ["too many columns", bytes(`${table}\n${"1,".repeat(mostColumns)}1`), "too-many-columns"],
    ["a cell as long as a book", bytes(`${table}\n1,${"a".repeat(longestCell + 1)},2`), "too-long-cell"],
    ["more bytes than any statement", zeros(mostBytes + 1), "too-large"],
  ] as const)("%s", async (_name, file, reason) => {
    expect(await readFile(file)).toEqual({ ok: false, reason });
  });
});

describe("in a thread of its own", () => {
  it("a file is read as it is here", async () => {
    expect(await readApart(bytes(table), { userId: "sari" })).toEqual({ ok: true, sheet: cells });
  });

  it("nobody waits for what takes more memory than it may", async () => {
    // One row far to the right of each of many: a table of nothing but empty cells.
    const row = (at: number) => `<row r="${at}"><c r="XFD${at}"><v>1</v></c></row>`;
    const rows = Array.from({ length: 20_000 }, (_, at) => row(at + 1)).join("");
    const file = packed({ "xl/worksheets/sheet1.xml": sheetXml(rows) });
    expect(await readApart(file, { userId: "sari" })).toEqual({ ok: false, reason: "too-complex" });
  });

  it("whoever went away is not waited for", async () => {
    const gone = AbortSignal.abort();
    expect(await readApart(bytes(table), { userId: "sari", signal: gone })).toEqual({ ok: false, reason: "busy" });
  });
});
