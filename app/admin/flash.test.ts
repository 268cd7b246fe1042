import { expect, it } from "vitest";
import { sentenceOf } from "./flash.ts";

const sentences = { saved: "Tersimpan.", paid: (code: string) => `${code} ditransfer.` };

it("says the sentence that an action asked for, about what it was about", () => {
  expect(sentenceOf({ kabar: "saved" }, sentences)).toBe("Tersimpan.");
  expect(sentenceOf({ kabar: "paid", tentang: "ST-7F3K9" }, sentences)).toBe("ST-7F3K9 ditransfer.");
});

it("says nothing that is none of them, nor anything that a link could smuggle in", () => {
  expect(sentenceOf({}, sentences)).toBeUndefined();
  expect(sentenceOf({ kabar: "toString" }, sentences)).toBeUndefined();
  expect(sentenceOf({ kabar: "paid" }, sentences)).toBeUndefined();
  expect(sentenceOf({ kabar: "paid", tentang: "https://evil.example" }, sentences)).toBeUndefined();
  expect(sentenceOf({ kabar: "paid", tentang: "x".repeat(81) }, sentences)).toBeUndefined();
});
