import { describe, expect, it } from "vitest";
import { bankCode } from "./bank-codes.ts";

describe("a bank is known", () => {
  it.each([
    ["BCA", "CENAIDJA"],
    ["Bank Central Asia", "CENAIDJA"],
    ["PT Bank Central Asia Tbk.", "CENAIDJA"],
    ["bca (bank central asia)", "CENAIDJA"],
    ["BANK MANDIRI (PERSERO)", "BMRIIDJA"],
    ["Bank Rakyat Indonesia", "BRINIDJA"],
    ["Bank Negara Indonesia", "BNINIDJA"],
    ["CIMB Niaga", "BNIAIDJA"],
    ["SeaBank Indonesia", "SEABIDJA"],
    ["Jenius", "SUNIIDJA"],
    ["The Bank Permata", "BBBAIDJA"],
  ])("%s", (name, code) => expect(bankCode(name)).toBe(code));
});

describe("a bank that shares words with another is not taken for it", () => {
  it.each([
    ["BCA Syariah", "BSYAIDJA"],
    ["Bank Syariah Indonesia", "BSMDIDJA"],
    ["BSI", "BSMDIDJA"],
    ["blu by BCA Digital", undefined],
    ["BCA Digital", "BCADIDJ1"],
    ["blu", "BCADIDJ1"],
    ["BTN Syariah", undefined],
    ["CIMB Niaga Syariah", undefined],
    ["Mandiri Taspen", undefined],
  ])("%s", (name, code) => expect(bankCode(name)).toBe(code));
});

describe("what is not sure has no code", () => {
  it.each(["", "   ", "Bank", "PT Tbk", "Indonesia", "Central", "Bank Desa Makmur", "123", "BCA atau Mandiri"])(
    "%j",
    (name) => expect(bankCode(name)).toBeUndefined(),
  );
});
