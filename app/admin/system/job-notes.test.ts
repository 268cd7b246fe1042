import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { notesInWords } from "./job-notes.ts";
import { systemWords } from "./words.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** Every text that code of ours hands to a run's `note`, with a figure for what is filled in. */
function notesInCode(): string[] {
  return ["jobs", "domain"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes(".test."))
      .flatMap((file) => callsIn(readFileSync(join(root, folder, file), "utf8")))
      // One of two ends of a sentence.
      .map((text) => text.replace(/\$\{sender \? "([^"]*)" : "[^"]*"\}/, "$1").replace(/\$\{[^}]*\}/g, "7")),
  );
}

/** Calls of `note` with a text, and of the backup's `told`, which puts a figure before its text. */
function callsIn(code: string): string[] {
  const noted = code.matchAll(/\bnote\(\s*(?:`([^`]*)`|"([^"]*)")/g);
  const told = code.matchAll(/\btold\(\w+,\s*(?:`([^`]*)`|"([^"]*)")/g);
  return [...noted]
    .map(([, one, other]) => (one ?? other)!)
    .concat([...told].map(([, one, other]) => `7 ${one ?? other}`));
}

it("every note of our own jobs is told in the reader's language", () => {
  const notes = notesInCode();
  expect(notes.length).toBeGreaterThan(8);
  for (const note of notes) expect(notesInWords(note, "id"), note).not.toMatch(/stopped|waiting|files|was written/);
});

it("also beside others, and where the engine has cut it", () => {
  expect(notesInWords("stopped before all old mails were forgotten; the next run goes on; 3 of 4", "id")).toBe(
    "dihentikan sebelum semuanya selesai; run berikutnya melanjutkan; 3 of 4",
  );
  expect(systemWords("id").runReason("12 mails waiting, RESEND_API_KEY missing")).toBe(
    "12 email menunggu: RESEND_API_KEY belum diisi",
  );
  const cut = "2 files of the backup before (2026-11-29) were damaged, and were copied anew: look at its disk: a.we";
  expect(notesInWords(cut, "en")).toMatch(/^2 files of the backup before were damaged/);
  const health = { state: null, notes: [{ kind: "note" as const, message: "4 files were left for the next night" }] };
  expect(systemWords("id").notes(health)).toEqual(["4 berkas diperiksa malam berikutnya"]);
});
