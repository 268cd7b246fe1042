import { unzipSync } from "fflate";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { limits } from "#limits.ts";
import { columnsOf, type Table } from "./table.ts";
import { xlsx } from "./xlsx.ts";

const table = (...rows: Table["rows"]): Table => ({
  sheet: "Peserta",
  columns: columnsOf(["Nama", "Rekening", "Jumlah"], { 2: "rupiah" }),
  rows,
});

async function bytesOf(asked: Table): Promise<Uint8Array> {
  const bytes = await xlsx(asked, { userId: "ana" });
  if (!bytes) throw new Error("No turn");
  return bytes;
}

/** The workbook as another library reads it, and the XML in it. */
async function opened(written: Table) {
  const bytes = await bytesOf(written);
  const [read] = await readXlsxFile(Buffer.from(bytes));
  const files = Object.entries(unzipSync(bytes)).map(([path, file]) => [path, new TextDecoder().decode(file)] as const);
  const xml = Object.fromEntries(files);
  return { read: read!, sheet: xml["xl/worksheets/sheet1.xml"] ?? "", workbook: xml["xl/workbook.xml"] ?? "", xml };
}

describe("a workbook", () => {
  it.each([
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "Budi;=HYPERLINK(1)",
    "+6281234567890",
    "-1",
    "@SUM(A1)",
    "\uFF1D1+1",
    "0012345678901234",
    "12345678901234567890",
    "1e5",
    "2026-05-10",
    "TRUE",
    "Vegetarian,\ndua porsi",
    "\u{1F469}\u200D\u{1F680} ꦲꦤꦕꦫꦏ علي",
    "<b>&amp;\"'</b> ]]>",
    "_x000D_ and _x0041_",
  ])("shows %j as that text and computes nothing", async (text) => {
    const { read, sheet, xml } = await opened(table([text, "0098765432", 1]));
    expect(read.data[1]).toEqual([text, "0098765432", 1]);
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(Object.keys(xml).join()).not.toMatch(/externalLink|hyperlink|vba/i);
  });

  it("says of its cells which are text and which amounts", async () => {
    const { sheet, xml } = await opened(table(["Ana", "0098765432", 1_250_000]));
    const styles = xml["xl/styles.xml"] ?? "";
    const formatOf = (cell: string) => {
      const style = Number(new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(sheet)?.[1]);
      const used = [...(/<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)?.[1] ?? "").matchAll(/<xf ([^>]*)>/g)];
      const id = /numFmtId="(\d+)"/.exec(used[style]?.[1] ?? "")?.[1];
      return new RegExp(`numFmtId="${id}" formatCode="([^"]*)"`).exec(styles)?.[1] ?? { 49: "@", 3: "#,##0" }[id ?? ""];
    };
    expect(/<c r="B2"[^>]* t="(s|inlineStr)"/.test(sheet)).toBe(true);
    expect(/<c r="C2"[^>]*><v>1250000<\/v>/.test(sheet)).toBe(true);
    expect([formatOf("B2"), formatOf("C2")]).toEqual(["@", "#,##0"]);
  });

  it("keeps its header in sight and its columns as wide as what they hold", async () => {
    const { sheet, read } = await opened(table(["Ana Lestari Putri Ayu", "0098765432", 1]));
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheet).toMatch(/<col min="1" max="1" width="23"/);
    expect(read.data[0]).toEqual(["Nama", "Rekening", "Jumlah"]);
  });

  it("has nothing that XML forbids, and no cell longer than Excel opens", async () => {
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join("");
    const long = `${"x".repeat(limits.spreadsheet.longestCell - 1)}\u{1F680}\u{1F680}`;
    const { read } = await opened(table([`A${controls}na\uFFFE\uFFFF\uD800`, long, null]));
    const [name, cut] = read.data[1] as string[];
    expect(name).toMatch(/^A\s*na$/);
    expect(cut).toBe("x".repeat(limits.spreadsheet.longestCell - 1));
  });

  it.each([
    ["Trip [1]: Bromo/Ijen?", "Trip  1   Bromo Ijen"],
    ["'quoted'", "quoted"],
    ["x".repeat(40), "x".repeat(31)],
    ["\u200B", "SeTrip"],
  ])("named %j is called %j", async (sheet, name) => {
    expect((await opened({ ...table(["Ana", "1", 1]), sheet })).read.sheet).toBe(name);
  });

  it("has the same bytes whenever it is written", async () => {
    const first = await bytesOf(table(["Ana", "1", 1]));
    // A zip writes its moments in steps of two seconds: those of this one are the first that there are.
    const view = new DataView(first.buffer, first.byteOffset);
    expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([0, 0x21]);
    expect(Buffer.from(await bytesOf(table(["Ana", "1", 1]))).equals(Buffer.from(first))).toBe(true);
  });

  it("of the most rows there may be is written beside the app, which goes on meanwhile", async () => {
    const rows = Array.from({ length: limits.spreadsheet.mostRows }, (_, row) => [`Ana ${row}`, `00${row}`, row]);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const bytes = await bytesOf(table(...rows));
    clearInterval(timer);
    // Were it written here, no timer would come to its turn before it is done.
    expect(turns).toBeGreaterThan(10);
    const [read] = await readXlsxFile(Buffer.from(bytes));
    expect(read?.data).toHaveLength(limits.spreadsheet.mostRows + 1);
    expect(read?.data.at(-1)).toEqual(rows.at(-1));
  });

  it("is written for one after the other: who wants many waits behind their own, and nobody waits without end", async () => {
    const small = table(["Ana", "1", 1]);
    const { mostWaitingPerPerson, atOncePerPerson } = limits.spreadsheet.writers;
    const eves = Array.from({ length: 10 }, () => xlsx(small, { userId: "eve" }));
    const anas = xlsx(small, { userId: "ana" });
    expect((await Promise.all(eves)).filter(Boolean)).toHaveLength(mostWaitingPerPerson + atOncePerPerson);
    expect(await anas).toBeDefined();
  });

  it("ends when nobody waits for it any more, and the next has its turn", async () => {
    const rows = Array.from({ length: limits.spreadsheet.mostRows }, () => ["Ana", "1", 1]);
    const gone = new AbortController();
    const writing = xlsx(table(...rows), { userId: "ana", signal: gone.signal });
    gone.abort();
    expect(await writing).toBeUndefined();
    expect(await bytesOf(table(["Ana", "1", 1]))).toBeDefined();
  });
});
