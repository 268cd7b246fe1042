import type { Payload } from "ronda";
import { expect, it } from "vitest";
import { payloadInWords, resultInWords } from "./payload-words.ts";

it.each<[Payload, [string, string][]]>([
  [
    { ok: true, completed: 2, ids: ["a", "b"], payoutsReleased: [] },
    [
      ["Trip selesai", "2"],
      ["Nomornya", "2: a, b"],
      ["Pencairan dilepas", "0"],
    ],
  ],
  [
    { bankRupiah: 4_350_000, tookMs: 1_250 },
    [
      ["Di rekening", "Rp 4.350.000"],
      ["Took", "1,2 dtk"],
    ],
  ],
  [
    { scanned: 12_345, isDone: true, note: "", rate: 0.5 },
    [
      ["Berkas diperiksa", "12.345"],
      ["Is done", "ya"],
      ["Note", "–"],
      ["Rate", "0.5"],
    ],
  ],
  [
    { ids: ["a", "b", "c", "d", "e", "f"], truncated: { ids: 100_000 } },
    [["Nomornya", "100.000: a, b, c, d, e, dan 99.995 lagi"]],
  ],
  [
    { detail: { a: 1 }, rows: [{ a: 1 }] },
    [
      ["Detail", '{"a":1}'],
      ["Rows", "1"],
    ],
  ],
])("%j is said for people", (payload, facts) => {
  expect(payloadInWords(payload, "id").map(({ name, value }) => [name, value])).toEqual(facts);
});

it("the answer to a press has it in one line, in the reader's words, without the ids that the run's page has", () => {
  const payload = { completed: 3, ids: ["a", "b", "c"], payoutsReleased: ["d"], truncated: { payoutsReleased: 27 } };
  expect(resultInWords(payload, "id")).toBe("Trip selesai: 3 · Pencairan dilepas: 27");
  expect(resultInWords({ scanned: 180, deleted: 15 }, "id")).toBe(
    "Berkas diperiksa: 180 · Foto yang tidak dipakai trip mana pun dihapus: 15",
  );
  expect(resultInWords({ scanned: 180, deleted: 15 }, "en")).toBe(
    "Files scanned: 180 · Photos that no trip uses, deleted: 15",
  );
  expect(resultInWords(null, "en")).toBe("");
});
