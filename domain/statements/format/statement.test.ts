import { describe, expect, it } from "vitest";
import { csvSheet } from "#domain/statements/files/csv.ts";
import { amountOf } from "./amounts.ts";
import { dayOf } from "./days.ts";
import { formatOf, type Layout, layoutIn } from "./format.ts";
import { guessLayout } from "./guess.ts";
import { lastDayOf, readStatement } from "./statement.ts";

const today = "2026-11-30";

/** What is understood of a file without anybody choosing anything: day, amount and description of each line. */
function read(text: string, chosen: Partial<Layout> & { year?: number } = {}) {
  const { year, ...layout } = chosen;
  const sheet = csvSheet(text);
  const guessed = guessLayout(sheet);
  if (!guessed) throw new Error("no header was found");
  return readStatement(sheet, { layout: { ...guessed, ...layout }, today, year });
}

const rows = ({ lines }: ReturnType<typeof read>) =>
  lines.map(({ bookedOn, amount, description }) => [bookedOn, amount, description]);

describe("the forms in which banks write statements", () => {
  it("KlikBCA Bisnis: everything quoted, DB and CR inside the amount, sums below, PEND for what is not booked", () => {
    const text = [
      '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",',
      '"No. rekening : 0350000001"',
      '"Nama : PT SETRIP"',
      '"Periode : 27/11/2026 - 28/11/2026"',
      '"Kode Mata Uang : Rp"',
      '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
      '"27/11/2026","TRSF E-BANKING CR 2711/FTSCY/WS95031 300123.00  ANA LESTARI ","0000","300,123.00 CR","1,300,123.00"',
      '"PEND","BI-FAST CR 2811/DARI MANDIRI","0000","600,045.00 CR","1,900,168.00"',
      '"PEND","BIAYA TXN","0000","2,500.00 DB","1,897,668.00"',
      '"Saldo Awal : 1,000,000.00"',
      '"Mutasi Debet : 2,500.00","1"',
      '"Mutasi Kredit : 900,168.00","2"',
      '"Saldo Akhir : 1,897,668.00"',
    ].join("\r\n");
    const statement = read(text);
    expect(rows(statement)).toEqual([
      ["2026-11-27", 300_123, "TRSF E-BANKING CR 2711/FTSCY/WS95031 300123.00 ANA LESTARI"],
      ["2026-11-28", 600_045, "BI-FAST CR 2811/DARI MANDIRI"],
      ["2026-11-28", -2_500, "BIAYA TXN"],
    ]);
    expect(statement).toMatchObject({ opening: 1_000_000, closing: 1_897_668, problems: [], broken: undefined });
    expect(statement.lines.map(({ pending }) => pending)).toEqual([false, true, true]);
  });

  it("KlikBCA Individual: an apostrophe before days, unquoted commas in descriptions, a column without a title", () => {
    const text = [
      "No. Rekening,=,'0202405914",
      "Nama,=,SETRIP",
      "Mata Uang,=,IDR",
      "",
      "Tanggal,Keterangan,Cabang,Jumlah,,Saldo",
      "'27/11/2026,TRSF E-BANKING CR 2711/FTSCY/WS95031 300123.00, ANA LESTARI,'0000,300123.00,CR,1300123.00",
      "'27/11/2026,BIAYA ADM,'0000,17000.00,DB,1283123.00",
      "Saldo Awal,=,1000000.00",
      "Kredit,=,300123.00",
      "Debet,=,17000.00",
      "Saldo Akhir,=,1283123.00",
    ].join("\n");
    const statement = read(text);
    expect(rows(statement)).toEqual([
      ["2026-11-27", 300_123, "TRSF E-BANKING CR 2711/FTSCY/WS95031 300123.00, ANA LESTARI"],
      ["2026-11-27", -17_000, "BIAYA ADM"],
    ]);
    expect(statement).toMatchObject({ opening: 1_000_000, closing: 1_283_123, broken: undefined });
  });

  it("KlikBCA without years: days belong to the year of the period, also across New Year", () => {
    const text = [
      "Informasi Rekening - Mutasi Rekening",
      "Periode : 30/12/2025 - 02/01/2026",
      "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo",
      '\'30/12,"SETORAN",\'0000,"100,000.00",CR,"100,000.00"',
      '\'02/01,"SETORAN",\'0000,"50,000.00",CR,"150,000.00"',
    ].join("\n");
    expect(rows(read(text)).map(([day]) => day)).toEqual(["2025-12-30", "2026-01-02"]);
    expect(rows(read(text, { year: 2025 })).map(([day]) => day)).toEqual(["2025-12-30", "2025-01-02"]);
  });

  it("myBCA Bisnis: one column each way, Rp before figures, a dash for nothing, decimal commas", () => {
    const text = [
      "No;Tanggal;Keterangan;Debit;Kredit;Saldo",
      "1;27/11/2026;TRANSFER E-BANKING;Rp 100.000,00;-;Rp 900.000,00",
      "2;28/11/2026;TRSF ANA LESTARI;-;Rp 300.123,00;Rp 1.200.123,00",
    ].join("\n");
    const statement = read(text);
    expect(rows(statement)).toEqual([
      ["2026-11-27", -100_000, "TRANSFER E-BANKING"],
      ["2026-11-28", 300_123, "TRSF ANA LESTARI"],
    ]);
    expect(statement).toMatchObject({ opening: 1_000_000, closing: 1_200_123, broken: undefined });
  });

  it("Mandiri, older: two descriptions, two days, no balance, years of two digits", () => {
    const text = [
      "Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,Debit,Credit",
      '0060003911777,27/11/26,27/11/26,7820,"MCM InhouseTrf DARI ANA LESTARI ","G075070944 2711", WLST1e621,".00","300,123.00"',
      '0060003911777,28/11/26,27/11/26,6902,"BIAYA TRANSFER","",,"2,500.00",".00"',
    ].join("\n");
    const statement = read(text);
    expect(rows(statement)).toEqual([
      ["2026-11-27", 300_123, "MCM InhouseTrf DARI ANA LESTARI G075070944 2711"],
      ["2026-11-28", -2_500, "BIAYA TRANSFER"],
    ]);
    expect(statement.closing).toBeUndefined();
  });

  it("Mandiri MCM with semicolons, credit before debit", () => {
    const text = [
      "AccountNo;Ccy;PostDate;Remarks;AdditionalDesc;Credit Amount;Debit Amount;Close Balance",
      "1370000123456;IDR;2026-11-27;TRF ANA;LESTARI;300,123.00;0.00;1,300,123.00",
      "1370000123456;IDR;2026-11-28;BIAYA ADM;;0.00;12,500.00;1,287,623.00",
    ].join("\n");
    expect(rows(read(text))).toEqual([
      ["2026-11-27", 300_123, "TRF ANA LESTARI"],
      ["2026-11-28", -12_500, "BIAYA ADM"],
    ]);
  });

  it("Kopra: month names with a time, rows above the header, sums below", () => {
    const text = [
      "Mandiri Cash Management - Account Statement",
      "Account No,1370000123456",
      "Period,01/11/2026 - 30/11/2026",
      "",
      "Posting Date,Remark,Reference No,Debit,Credit,Balance",
      '"27 Nov 2026 10:15:30","TRF ANA LESTARI","REF7001","0.00","300,123.00","1,300,123.00"',
      '"28 Nov 2026 08:00:00","PAJAK, BUNGA","REF7002","1,000.00","0.00","1,299,123.00"',
      'Opening Balance,"1,000,000.00"',
      'Closing Balance,"1,299,123.00"',
    ].join("\n");
    const statement = read(text);
    expect(rows(statement)).toEqual([
      ["2026-11-27", 300_123, "TRF ANA LESTARI"],
      ["2026-11-28", -1_000, "PAJAK, BUNGA"],
    ]);
    expect(statement).toMatchObject({ opening: 1_000_000, closing: 1_299_123, broken: undefined, problems: [] });
  });

  it("Livin': two languages in a title, Indonesian months, signs, newest first, words on lines of their own", () => {
    const text = [
      "Periode/Period : 01 Nov 2026 - 30 Nov 2026",
      "No,Tanggal/Date,Keterangan/Remarks,Nominal (IDR)/Amount (IDR),Saldo (IDR)/Balance (IDR)",
      '2,"28 Agu 2026 10:15:30 WIB",Biaya transfer,"-2.500,00","1.297.623,00"',
      '1,27 Agu 2026,Transfer dari,"+300.123,00","1.300.123,00"',
      ",,ANA LESTARI,,",
    ].join("\n");
    const statement = read(text);
    expect(rows(statement)).toEqual([
      ["2026-08-27", 300_123, "Transfer dari ANA LESTARI"],
      ["2026-08-28", -2_500, "Biaya transfer"],
    ]);
    expect(statement).toMatchObject({ opening: 1_000_000, closing: 1_297_623, broken: undefined });
  });
});

describe("what does not fit is named", () => {
  const statement = (balance: string, day = "28/11/2026", amount = "50,000.00") =>
    read(
      [
        "Tanggal,Keterangan,Jumlah,Jenis,Saldo",
        '27/11/2026,SETORAN,"100,000.00",CR,"100,000.00"',
        `${day},SETORAN,"${amount}",CR,"${balance}"`,
        '29/11/2026,SETORAN,"1,000.00",CR,"151,000.00"',
      ].join("\n"),
    );

  it("the row at which the running balance breaks", () => {
    expect(statement("150,000.00").broken).toBeUndefined();
    expect(statement("160,000.00").broken).toEqual({ row: 3, expected: 150_000, found: 160_000 });
  });

  it("a row that was cut out", () => {
    const text =
      'Tanggal,Keterangan,Jumlah,Jenis,Saldo\n27/11/2026,A,"100.00",CR,"100.00"\n29/11/2026,C,"1.00",CR,"151.00"';
    expect(read(text).broken).toEqual({ row: 3, expected: 101, found: 151 });
  });

  it("sums below the table that the lines do not come to", () => {
    const text = "Tanggal,Keterangan,Debit,Kredit\n27/11/2026,A,,100\nSaldo Awal,,,50\nSaldo Akhir,,,151";
    expect(read(text).broken).toEqual({ row: 2, expected: 150, found: 151 });
  });

  it.each([
    ["a day that cannot be", statement("150,000.00", "31/11/2026"), "day"],
    ["a day that has not come", statement("150,000.00", "12/12/2026"), "future"],
    ["an amount in another style", statement("150,000.00", "28/11/2026", "50.000,00"), "amount"],
  ])("%s", (_name, { problems }, why) => {
    expect(problems).toEqual([{ row: 3, why }]);
  });

  it("a line that came in and went out, and one without a direction", () => {
    const both = "Tanggal,Keterangan,Debit,Kredit\n27/11/2026,A,100,100\n28/11/2026,B,,1";
    expect(read(both).problems).toEqual([{ row: 2, why: "both" }]);
    const none = "Tanggal,Keterangan,Jumlah,Jenis\n27/11/2026,A,100,\n28/11/2026,B,1,CR";
    expect(read(none).problems).toEqual([{ row: 2, why: "direction" }]);
  });
});

it("sen are carried as the bank's balance carries them: the lines add up to its whole rupiah", () => {
  const text = [
    "Tanggal,Keterangan,Jumlah,Jenis,Saldo",
    "27/11/2026,BUNGA,311.57,CR,1311.57",
    "27/11/2026,PAJAK,62.31,DB,1249.26",
    "28/11/2026,BUNGA,0.10,CR,1249.36",
    "28/11/2026,ANA,300123.00,CR,301372.36",
  ].join("\n");
  const statement = read(text);
  expect(statement.lines.map(({ amount }) => amount)).toEqual([311, -62, 300_123]);
  expect(statement).toMatchObject({ opening: 1_000, closing: 301_372, tooSmall: 1 });
});

it("a format is remembered by its header's words, wherever they stand in the next file", () => {
  const first = csvSheet("A,B,C\nTanggal,Keterangan,Jumlah\n27/11/2026,X,1");
  const layout = { ...guessLayout(first)!, numbers: "comma" as const };
  const next = csvSheet("Nama,SETRIP,PT\nA,B,C\nD,E,F\nTanggal,Keterangan,Jumlah\n27/11/2026,X,1");
  expect(layoutIn(next, formatOf(first, layout))).toEqual({ ...layout, headerRow: 3 });
  expect(layoutIn(csvSheet("Tgl,Ket,Jml\n1,2,3"), formatOf(first, layout))).toBeUndefined();
});

it("the last day of a file is its period's, its year's or today", () => {
  const sheet = (period: string) => csvSheet(`${period},,\nTanggal,Keterangan,Jumlah\n27/11,X,1`);
  const layout = guessLayout(sheet(""))!;
  expect(lastDayOf(sheet("Periode : 01/08/2026 - 31/08/2026"), { layout, today })).toBe("2026-08-31");
  expect(lastDayOf(sheet("Periode : 01 Nov 2026 - 31 Des 2026"), { layout, today })).toBe(today);
  expect(lastDayOf(sheet("Mutasi"), { layout, today })).toBe(today);
  expect(lastDayOf(sheet("Mutasi"), { layout, today, year: 2025 })).toBe("2025-12-31");
});

describe("amounts", () => {
  it.each([
    ["1.234.567,00", "comma", 123_456_700],
    ["1.234.567", "comma", 123_456_700],
    ["1234567,5", "comma", 123_456_750],
    ["1,234,567.00", "point", 123_456_700],
    ["Rp 1,234.00", "point", 123_400],
    ["Rp1.234", "comma", 123_400],
    ["IDR 500", "point", 50_000],
    [".00", "point", 0],
    ["-500", "point", -50_000],
    ["500-", "point", -50_000],
    ["(500)", "point", -50_000],
    ["-Rp 45.000,00", "comma", -4_500_000],
    ["50,000.00 DB", "point", -5_000_000],
    ["50,000.00 CR", "point", 5_000_000],
    ["DB 50,000.00", "point", -5_000_000],
    ["\u2212500", "point", -50_000],
    [1234.5, "comma", 123_450],
  ] as const)("%s in %s", (cell, style, sen) => {
    expect(amountOf(cell, style)?.sen).toBe(sen);
  });

  it.each([
    ["1.234.567,00", "point"],
    ["1,234,567.00", "comma"],
    ["300.000", "point"],
    ["300,000", "comma"],
    ["12.34.567", "comma"],
    ["1,23,456", "point"],
    ["(500", "point"],
    ["500 ABC", "point"],
    ["abc", "point"],
    ["99999999999999999", "point"],
  ] as const)("%s is none in %s", (cell, style) => {
    expect(amountOf(cell, style)).toBeNull();
  });

  it("an empty cell and a dash are no amount, and no mistake", () => {
    for (const cell of ["", "-", " ", null, undefined]) expect(amountOf(cell, "point")).toBeUndefined();
  });
});

describe("days", () => {
  it.each([
    ["28/11/2026", "dmy"],
    ["28-11-26", "dmy"],
    ["28.11.2026", "dmy"],
    ["'28/11", "dmy"],
    ['="28/11/2026"', "dmy"],
    ["11/28/2026", "mdy"],
    ["2026-11-28", "dmy"],
    ["2026/11/28", "dmy"],
    ["26-11-28", "ymd"],
    ["20261128", "dmy"],
    ["28 Nov 2026", "dmy"],
    ["28-Nop-26", "dmy"],
    ["Nov 28, 2026", "dmy"],
    ["28 November 2026 10:15", "dmy"],
    ["2026-11-28T23:59:59", "dmy"],
    ["28/11/2026 23.59", "dmy"],
    ["28 Nov", "dmy"],
    [46_354, "dmy"],
  ] as const)("%s in %s", (cell, style) => {
    expect(dayOf(cell, { style, until: today })).toEqual({ day: "2026-11-28" });
  });

  it.each(["31/02/2026", "28/13/2026", "2026-11-31", "28/11/1998", "hari ini", "28", "", "1,500.00", 12, null])(
    "%s is none",
    (cell) => {
      expect(dayOf(cell, { style: "dmy", until: today })).toBeUndefined();
    },
  );
});
