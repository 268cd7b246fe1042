import type { Payload } from "ronda";
import { expect, it } from "vitest";
import { payloadInWords } from "./payload-words.ts";

it.each<[Payload, [string, string][]]>([
  [
    { ok: true, completed: 2, ids: ["a", "b"], payoutsReleased: [] },
    [
      ["Completed", "2"],
      ["Ids", "2: a, b"],
      ["Payouts released", "0"],
    ],
  ],
  [
    { bankRupiah: 4_350_000, tookMs: 1_250 },
    [
      ["Bank", "Rp 4.350.000"],
      ["Took", "1,2 dtk"],
    ],
  ],
  [
    { scanned: 12_345, isDone: true, note: "", rate: 0.5 },
    [
      ["Scanned", "12.345"],
      ["Is done", "ya"],
      ["Note", "–"],
      ["Rate", "0.5"],
    ],
  ],
  [
    { ids: ["a", "b", "c", "d", "e", "f"], truncated: { ids: 100_000 } },
    [["Ids", "100.000: a, b, c, d, e, dan 99.995 lagi"]],
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
