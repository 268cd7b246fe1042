import type { Payload } from "ronda";
import { expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import { jobTextOf } from "#texts/jobs.ts";
import { payloadInWords, resultInWords, runInWords } from "./payload-words.ts";

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

it.each<[string, Payload, string, string]>([
  [
    "auto-complete-trips",
    { completed: 3, ids: ["a", "b", "c"], payoutsReleased: ["d"], truncated: { payoutsReleased: 27 } },
    "3 trip diselesaikan, 27 pencairan kini siap ditransfer.",
    "3 trips completed, 27 payouts are now ready to transfer.",
  ],
  [
    "cleanup-trip-images",
    { scanned: 1_177, deleted: 1 },
    "1 foto yatim dihapus: diunggah di formulir lebih dari sehari lalu dan tidak dipakai trip mana pun. 1.177 berkas diperiksa.",
    "1 orphan photo deleted: uploaded in the form more than a day ago and used by no trip. 1,177 files checked.",
  ],
  [
    "expire-payments",
    { expired: 0, ids: [], reminded: 0 },
    "Tidak ada pesanan yang lewat batas bayar.",
    "No booking was past its payment deadline.",
  ],
  [
    "process-email-jobs",
    { picked: 3, succeeded: 2, failed: 1 },
    "2 email terkirim. 1 email gagal dikirim.",
    "2 mails sent. 1 mail failed.",
  ],
  [
    "money-reconcile",
    { bankRupiah: 4_350_000, feesRupiah: 1 },
    "Pembukuan cocok. Yang harus ada di rekening: Rp 4.350.000.",
    "The books add up. Rp 4.350.000 must be in the bank.",
  ],
  ["somebody-else", { scanned: 2 }, "Berkas diperiksa: 2", "Files scanned: 2"],
])("what a run of %s did is a sentence", (job, payload, id, en) => {
  expect(runInWords(job, payload, "id")).toBe(id);
  expect(runInWords(job, payload, "en").replaceAll("\u00a0", " ")).toBe(en);
});

it("every job of ours says what it does at a press, and what came of it, in both languages", () => {
  for (const locale of ["id", "en"] as const) {
    for (const { name } of jobs) {
      expect(jobTextOf(name, locale)?.does, name).toMatch(/\.$/);
      expect(runInWords(name, {}, locale)).not.toMatch(/undefined|NaN/);
    }
  }
});
