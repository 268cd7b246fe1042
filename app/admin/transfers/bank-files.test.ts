import { describe, expect, it } from "vitest";
import type { ShownTransfer } from "#domain/transfers/items.ts";
import { type BankFile, bankFiles, bankTable, filesOf } from "./bank-files.ts";

type Line = [name: string, bank: string, no: string, rupiah: number, codes?: string[]];

/** A transfer as its page reads it, as far as its files are made of it. */
function transferOf(...lines: Line[]): ShownTransfer {
  return {
    // 20 May in WIB, and still the 19th in UTC.
    transfer: { code: "TF-7F3K9", createdAt: new Date("2026-05-19T18:00:00Z") },
    lines: lines.map(([bankAccountName, bankName, bankAccountNo, amountRupiah, codes = ["ST-7F3K9"]]) => ({
      account: { bankAccountName, bankName, bankAccountNo },
      amountRupiah,
      items: codes.map((code) => ({ booking: { code } })),
    })),
  } as unknown as ShownTransfer;
}

const tableOf = (file: BankFile, ...lines: Line[]) =>
  bankTable(file, { shown: transferOf(...lines), debitAccountNo: "1230001112223" });
const cells = (file: BankFile, ...lines: Line[]) => tableOf(file, ...lines).rows;

const ana: Line = ["Ana Wijaya", "BCA", "5500000001", 285_000];
const oka: Line = ["Oka", "Bank Mandiri", "1370000002", 190_001];
const desa: Line = ["Ketut", "Bank Desa Makmur", "77001", 50_000];
const most = 1_000_000_000;
const ofSum = ([name, bank, no]: Line, rupiah: number): Line => [name, bank, no, rupiah];

describe("the plain files", () => {
  it.each(["umum.xlsx", "umum.csv"] as const)(
    "%s: a line for each account, with the booking's code or how many",
    (file) => {
      const table = tableOf(file, ana, ["Oka", "Mandiri", "1370000002", 400_000, ["ST-7F3K9", "ST-ABCDE"]]);
      expect(table.sheet).toBe("TF-7F3K9");
      expect(table.columns.map(({ kind }) => kind)).toEqual([undefined, undefined, undefined, "rupiah", undefined]);
      expect(table.rows[0]).toEqual(["Ana Wijaya", "BCA", "5500000001", 285_000, "SeTrip TF-7F3K9 ST-7F3K9"]);
      expect(table.rows[1]!.slice(0, 4)).toEqual(["Oka", "Mandiri", "1370000002", 400_000]);
      expect(table.rows[1]![4]).toMatch(/^SeTrip TF-7F3K9 .*2/);
    },
  );

  it("a transfer without lines is a header alone", () => expect(cells("umum.csv")).toEqual([]));
});

describe("KlikBCA", () => {
  it("to BCA by BCA, to others by clearing up to a billion, by RTGS from there, without a code where the bank is not known", () => {
    const rows = cells("klikbca.xlsx", ana, ofSum(oka, most), ofSum(oka, most + 1), desa);
    expect(rows.map(([no, id, type, , , , , , , , swift]) => [no, id, type, swift])).toEqual([
      [1, "TF-7F3K9-001", "BCA", null],
      [2, "TF-7F3K9-002", "LLG", "BMRIIDJA"],
      [3, "TF-7F3K9-003", "RTG", "BMRIIDJA"],
      [4, "TF-7F3K9-004", "LLG", null],
    ]);
    expect(rows[0]!.slice(4)).toEqual(["5500000001", "ANA WIJAYA", 285_000, null, "SeTrip TF-7F3K9", null, null, 1, 1]);
    expect(rows.every((row) => row.length === tableOf("klikbca.xlsx").columns.length)).toBe(true);
  });

  it("more than a billion to BCA itself stays BCA, and names are as long as its template takes", () => {
    const [row] = cells("klikbca.xlsx", ["a".repeat(80), "Bank Central Asia", "1", most + 1]);
    expect([row![2], row![5]]).toEqual(["BCA", "A".repeat(70)]);
  });
});

describe("Mandiri", () => {
  it("begins with the sum of all, on the day in WIB, from our account", () => {
    const { columns, sheet } = tableOf("mandiri.csv", ana, oka);
    expect(columns.map(({ header }) => header)).toEqual(["P", "20260520", "1230001112223", "2", "475001"]);
    expect(sheet).toBe("TF-7F3K9");
  });

  it("to Mandiri by Mandiri, to others by clearing up to a billion, by RTGS from there, with the name where the bank is not known", () => {
    const rows = cells("mandiri.csv", oka, ofSum(ana, most), ofSum(ana, most + 1), desa);
    expect(rows.map((row) => row.slice(8))).toEqual([
      ["TF-7F3K9-001", "IBU", "", ""],
      ["TF-7F3K9-002", "LBU", "CENAIDJA", "BCA"],
      ["TF-7F3K9-003", "RBU", "CENAIDJA", "BCA"],
      ["TF-7F3K9-004", "LBU", "", "Bank Desa Makmur"],
    ]);
    expect(rows[0]!.slice(0, 8)).toEqual(["1370000002", "Oka", "", "", "", "IDR", 190_001, "SeTrip TF-7F3K9"]);
  });

  it("cuts names at the lengths of its form", () => {
    const [row] = cells("mandiri.csv", ["n".repeat(50), "b".repeat(120), "1", 1]);
    expect([row![1], row![11]]).toEqual(["n".repeat(40), "b".repeat(100)]);
  });
});

it("each bank has the plain files and its own, and a bank that nobody knows has all", () => {
  expect(filesOf("Bank Central Asia")).toEqual(["umum.xlsx", "umum.csv", "klikbca.xlsx"]);
  expect(filesOf("Mandiri")).toEqual(["umum.xlsx", "umum.csv", "mandiri.csv"]);
  expect(filesOf("BRI")).toEqual(["umum.xlsx", "umum.csv"]);
  for (const unknown of [undefined, "", "Bank Desa Makmur"]) expect(filesOf(unknown)).toEqual(bankFiles);
});
