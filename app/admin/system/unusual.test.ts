import { expect, it } from "vitest";
import { unusualInWords, unusualOf } from "./unusual.ts";

const usually = [0, 3, 1, 0, 2, 0].map((deleted) => ({ deleted, scanned: 170 }));

it("a figure far above those of the last successes is called unusual, beside what is usual", () => {
  const found = unusualOf({ deleted: 15, scanned: 900 }, usually);
  expect(found).toEqual([{ name: "deleted", figure: 15, low: 0, high: 3 }]);
  expect(unusualInWords(found, "id")).toBe(
    "Tidak biasa: 15 (Foto yang tidak dipakai trip mana pun dihapus), biasanya 0–3. Periksa apakah memang seharusnya begitu.",
  );
  expect(unusualInWords(found, "en")).toBe(
    "Unusual: 15 (Photos that no trip uses, deleted), usually 0–3. See whether that was meant.",
  );
});

it.each([
  ["a busy day", { deleted: 7 }, usually],
  ["as much as before", { deleted: 3 }, usually],
  ["too little known", { deleted: 15 }, usually.slice(0, 4)],
  ["a figure that is new", { removed: 15 }, usually],
  ["no result at all", null, usually],
])("not %s", (_what, payload, earlier) => {
  expect(unusualOf(payload, earlier)).toEqual([]);
});

it("a list counts by its length, also where its stored copy was shortened; money and sizes are no counts", () => {
  const before = Array.from({ length: 5 }, () => ({ payoutsReleased: ["a"], bankRupiah: 5, bytes: 1 }));
  const now = { payoutsReleased: [], truncated: { payoutsReleased: 27 }, bankRupiah: 900, bytes: 900 };
  expect(unusualOf(now, before)).toEqual([{ name: "payoutsReleased", figure: 27, low: 1, high: 1 }]);
});
