import { type Column, columnsOf, type Table } from "#app/_downloads/table.ts";
import { wibDay } from "#domain/calendar.ts";
import type { ShownTransfer } from "#domain/transfers/items.ts";
import { count } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { bankCode } from "./bank-codes.ts";

/**
 * The files that a bank reads, made from a transfer as it was frozen. The banks publish no form of theirs: what these follow and what of
 * it could not be verified is in docs/decisions/0062-bank-files.md.
 */

/** Which files there are of a transfer, by their names in addresses. */
export const bankFiles = ["umum.xlsx", "umum.csv", "klikbca.xlsx", "mandiri.csv"] as const;

/** See {@link bankFiles}. */
export type BankFile = (typeof bankFiles)[number];

type Asked = { shown: ShownTransfer; debitAccountNo: string };

/** The form of each bank whose files we make, by the code of the bank that the money leaves. */
const ofBank: Partial<Record<BankFile, string>> = { "klikbca.xlsx": "CENAIDJA", "mandiri.csv": "BMRIIDJA" };

/** The files that help whoever transfers from an account of `bank`: the plain ones and its own; all where nobody knows the bank. */
export function filesOf(bank: string | undefined): BankFile[] {
  const code = bank && bankCode(bank);
  return bankFiles.filter((file) => !code || ofBank[file] === undefined || ofBank[file] === code);
}

/** The table behind a file; every line of it is what goes to one account. */
export function bankTable(file: BankFile, asked: Asked): Table {
  switch (file) {
    case "umum.xlsx":
    case "umum.csv":
      return plain(asked);
    case "klikbca.xlsx":
      return klikBca(asked);
    case "mandiri.csv":
      return mandiri(asked);
  }
}

/** What the recipient reads on their statement. */
const remark = (code: string) => `SeTrip ${code}`;

/** In Indonesian whoever downloads it, so that it is the same for two admins. */
function plain({ shown: { transfer, lines } }: Asked): Table {
  const { csvHeader, csvReference } = textsFor("id").admin.transfers;
  return {
    sheet: transfer.code,
    columns: columnsOf(csvHeader, { 3: "rupiah" }),
    rows: lines.map(({ account, items, amountRupiah }) => {
      const names = items.length === 1 ? items[0]!.booking.code : csvReference(count(items.length, "id"));
      const { bankAccountName, bankName, bankAccountNo } = account;
      return [bankAccountName, bankName, bankAccountNo, amountRupiah, `${remark(transfer.code)} ${names}`];
    }),
  };
}

const klikBcaColumns = [
  "No",
  "Transaction ID",
  "Transfer Type",
  "Beneficiary ID",
  "Credited Account",
  "Receiver Name",
  "Amount",
  "NIP",
  "Remark",
  "Beneficiary email address",
  "Receiver Swift Code",
  "Receiver Cust Type",
  "Receiver Cust Residence",
];

/** From so much on an amount to another bank goes by RTGS. */
const mostByClearing = 1_000_000_000;

/** KlikBCA Bisnis, Multi Transfer: the columns and lengths of its template. A transaction's id must not come again within three months. */
function klikBca({ shown: { transfer, lines } }: Asked): Table {
  return {
    sheet: "Data",
    columns: columnsOf(klikBcaColumns, { 0: "count", 6: "rupiah", 11: "count", 12: "count" }),
    rows: lines.map(({ account, amountRupiah }, at) => {
      const code = bankCode(account.bankName);
      const toOwn = code === "CENAIDJA";
      const type = toOwn ? "BCA" : amountRupiah > mostByClearing ? "RTG" : "LLG";
      const id = `${transfer.code}-${String(at + 1).padStart(3, "0")}`;
      const name = account.bankAccountName.toUpperCase().slice(0, 70);
      const swift = toOwn ? null : (code ?? null);
      const what = [at + 1, id, type, null, account.bankAccountNo, name, amountRupiah];
      return [...what, null, remark(transfer.code).slice(0, 18), null, swift, 1, 1];
    }),
  };
}

/** Mandiri MCM 2.0 and Kopra, payroll of several services: a line for the whole, then one a recipient. No header stands above. */
function mandiri({ shown: { transfer, lines }, debitAccountNo }: Asked): Table {
  const sum = lines.reduce((total, { amountRupiah }) => total + amountRupiah, 0);
  const day = wibDay(transfer.createdAt).replaceAll("-", "");
  return {
    sheet: transfer.code,
    columns: headless(["P", day, debitAccountNo, String(lines.length), String(sum)]),
    rows: lines.map(({ account, amountRupiah }, at) => {
      const code = bankCode(account.bankName);
      const toOwn = code === "BMRIIDJA";
      const service = toOwn ? "IBU" : amountRupiah > mostByClearing ? "RBU" : "LBU";
      const bank = toOwn ? ["", ""] : [code ?? "", account.bankName.slice(0, 100)];
      const reference = `${transfer.code}-${String(at + 1).padStart(3, "0")}`;
      const to = [account.bankAccountNo, account.bankAccountName.slice(0, 40), "", "", "", "IDR", amountRupiah];
      return [...to, remark(transfer.code), reference, service, ...bank];
    }),
  };
}

/** The fields of a file's first line where it has no header: the table's header is that line. */
const headless = (fields: string[]): Column[] => fields.map((header) => ({ header }));
