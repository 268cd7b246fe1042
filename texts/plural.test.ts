import { expect, it } from "vitest";
import { pluralIn } from "./plural.ts";

it("a language chooses by its own rule among the forms that it has", () => {
  const forms = { one: "plik", few: "pliki", many: "plików", other: "pliku" };
  expect([1, 2, 5, 12, 22, "1.000", "22"].map((count) => pluralIn("pl")(count, forms))).toEqual([
    "1 plik",
    "2 pliki",
    "5 plików",
    "12 plików",
    "22 pliki",
    "1.000 plików",
    "22 pliki",
  ]);
  expect([1, 2].map((count) => pluralIn("id")(count, { other: "berkas" }))).toEqual(["1 berkas", "2 berkas"]);
});
