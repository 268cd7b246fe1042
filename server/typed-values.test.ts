import { expect, it } from "vitest";
import { earlierReleasePage, refusalPage } from "./refusal-page.ts";
import { typedValues } from "./typed-values.ts";

it("what somebody typed is what they see again: no secrets, and nothing that the form brought itself", () => {
  const fields: [string, string][] = [
    ["$ACTION_REF_1", ""],
    ["$ACTION_1:0", '{"id":"60aa","bound":"$@1"}'],
    ["name", "Ana Putri"],
    ["note", "  pelan,\naman "],
    ["travellers[0].fullName", ""],
    ["password", "pasir putih pagi"],
    ["old", "pasir putih"],
    ["code", "123456"],
    ["kode", "123456"],
    ["wanted", "/akun/rekening"],
    ["tripId", "0198a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"],
    ["agreed.pricePerPax", "450000"],
    ["__intent__", '{"type":"insert"}'],
  ];
  expect(typedValues(fields)).toEqual(["Ana Putri", "pelan,\naman"]);
});

it("the page shows it as text, and leads back to the form", () => {
  const page = earlierReleasePage('/daftar?lanjut="x', ["<b>Ana & Co</b>"], { locale: "en", theme: "system" });
  expect(page).toContain(">&lt;b>Ana &amp; Co&lt;/b></li>");
  expect(page).toContain('<a class="button" href="/daftar?lanjut=&quot;x">Open the page again</a>');
  expect(refusalPage("slow", { locale: "id", theme: "system" })).not.toContain("<ul>");
});
