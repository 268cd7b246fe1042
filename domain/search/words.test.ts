import { expect, it } from "vitest";
import { readSearch } from "./words.ts";

const read = (typed: string) => readSearch(typed, "2026-11-30");

it.each(["300000", "300.000", "Rp 300.000", "rp300.000", "Rp300.000,-", "300,000.00", " Rp 300 000 "])(
  "%s is an amount",
  (typed) => expect(read(typed)?.amountRupiah).toBe(300_000),
);

it.each(["0812345678", "+62 300 000", "ST-7F3K9", "9", "99", "3.000.000.000", "1,5"])("%s is no amount", (typed) => {
  expect(read(typed)?.amountRupiah).toBeUndefined();
});

it.each([
  ["ST-7F3K9", "7F3K9"],
  ["st7f3k9", "7F3K9"],
  ["7f3k9", "7F3K9"],
  ["ST-7F", "7F"],
  ["f3k", "F3K"],
  ["KMNPQ", "KMNPQ"],
])("%s is a booking's code or a part of one", (typed, code) => expect(read(typed)?.code).toBe(code));

it.each(["ana", "budi", "300", "Ana Wijaya", "TF-7F3K9", "ana@example.com"])("%s is none", (typed) => {
  expect(read(typed)?.code).toBeUndefined();
});

it("a transfer's code is another", () => {
  expect(read("tf-7f3k9")?.transferCode).toBe("7F3K9");
  expect(read("ST-7F3K9")?.transferCode).toBeUndefined();
});

it.each(["0812 3456 7890", "62812-3456-7890", "+62 (0)812 3456 7890", "0062 812 3456 7890", "0812–3456–7890"])(
  "%s is a phone as people type it",
  (typed) => expect(read(typed)).toMatchObject({ phone: "+6281234567890", phoneDigits: "81234567890" }),
);

it("a part of a phone is enough", () => {
  expect(read("567-890")?.phoneDigits).toBe("567890");
  expect(read("3456-7890")?.phoneDigits).toBe("34567890");
  expect(["789", "300.000", "300000"].map((typed) => read(typed)?.phoneDigits)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it.each([
  ["2026-11-05", "2026-11-05"],
  ["5/11/2026", "2026-11-05"],
  ["05.11.2026", "2026-11-05"],
  ["5-11", "2026-11-05"],
  ["5 Nov 2026", "2026-11-05"],
  ["5 november", "2026-11-05"],
  ["Nov 5, 2025", "2025-11-05"],
  ["17 Agustus", "2026-08-17"],
  ["1 Mei 2026", "2026-05-01"],
])("%s is a day", (typed, day) => expect(read(typed)?.day).toBe(day));

it.each(["30/02/2026", "31-13", "5 foo", "300.000", "2026-11"])("%s is none", (typed) => {
  expect(read(typed)?.day).toBeUndefined();
});

it("words stand for themselves, in lower case and few of them", () => {
  expect(read("Ana 50%_x")?.patterns).toEqual(["%ana%", "%50\\%\\_x%"]);
  expect(read("a b c d e f g h")?.patterns).toHaveLength(6);
  expect(read("x".repeat(500))?.text).toHaveLength(100);
});

it("what is no word is looked for in no name, and what is no address in no mail", () => {
  for (const typed of ["300.000", "0812 3456 7890", "5 Nov 2026", "ST-7F3K9", "ana@example.com"])
    expect(read(typed)?.patterns).toEqual([]);
  expect(read("ana@ex")?.address).toBe("ana@ex");
  expect(read("ana")).toMatchObject({ patterns: ["%ana%"], address: "ana", reference: undefined });
  expect(read("Ana Wijaya")?.address).toBeUndefined();
  expect(read("BCA-0077")).toMatchObject({ reference: "BCA-0077" });
});

it("one letter and nothing are too little", () => {
  expect([read(""), read("  "), read("a"), read("\u200B\u0000a")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
