import { expect, it } from "vitest";
import { csvSheet } from "#domain/statements/files/csv.ts";
import { guessLayout } from "./guess.ts";
import { otherAccountIn } from "./named-account.ts";

const table = ["Tanggal,Keterangan,Cabang,Jumlah,,Saldo", "'27/11/2026,BIAYA ADM,'0000,17000.00,DB,1283123.00"];

function named(head: string[], own: string, rows = table): string | undefined {
  const sheet = csvSheet([...head, ...rows].join("\r\n"));
  return otherAccountIn(sheet, guessLayout(sheet)!, own);
}

it.each([
  ["KlikBCA", ["No. rekening : ,'5220998877"], "5220998877"],
  ["in groups", ["Account No :,137-00-1234567-8"], "1370012345678"],
  ["in the label's own cell", ["Nomor Rekening: 8800 123 457"], "8800123457"],
])("a file of another account names it: %s", (_form, head, other) => {
  expect(named(head, "8800123456")).toBe(other);
});

it.each([
  ["ours", ["No. rekening : ,'8800123456", "No. rekening lawan,'5220998877"]],
  ["ours, in groups", ["Account No :,8800-123-456"]],
  ["none", ["Nama,=,SETRIP", "Periode : 27/11/2026 - 28/11/2026"]],
  ["a masked one", ["No. rekening : 8800****57"]],
  ["a number without a label", ["Telepon 02129999999"]],
])("and nothing is said of a file that names %s", (_what, head) => {
  expect(named(head, "8800123456")).toBeUndefined();
});

it("a bank that repeats it in every row is understood, too", () => {
  const rows = [
    "Account No,Date,Remark,Debit,Credit,Balance",
    "1370012345678,27/11/2026,BIAYA ADM,17000.00,0.00,1283123.00",
  ];
  expect(named([], "8800123456", rows)).toBe("1370012345678");
  expect(named([], "1370012345678", rows)).toBeUndefined();
});
