import { expect, it } from "vitest";
import { textIn } from "./text-in.ts";

it.each([
  ["a sentence is everybody's", "Sends receipts", "id", "Sends receipts"],
  ["the reader's own language", { en: "Sends receipts", id: "Mengirim kuitansi" }, "id", "Mengirim kuitansi"],
  ["the language of a region", { en: "Sends receipts", id: "Mengirim kuitansi" }, "id-ID", "Mengirim kuitansi"],
  ["another region of the language", { "pt-PT": "Envia recibos", en: "Sends receipts" }, "pt-BR", "Envia recibos"],
  [
    "English where the reader's is missing",
    { de: "Verschickt Quittungen", en: "Sends receipts" },
    "id",
    "Sends receipts",
  ],
  ["the first where English is missing too", { de: "Verschickt Quittungen" }, "id", "Verschickt Quittungen"],
  ["nothing at all", {}, "id", ""],
])("%s", (_rule, text, locale, shown) => {
  expect(textIn(text, locale)).toBe(shown);
});
