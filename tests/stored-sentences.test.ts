import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

// The domain stores codes and what people typed, never a sentence of its own: its reader may read another language.
// Rule: docs/domain.md#reasons-are-codes

const root = join(import.meta.dirname, "..");
const files = globSync("domain/**/*.ts", { cwd: root }).filter((path) => !isText(path));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Letters are made to be read, and the words by which banks name their columns are data. */
function isText(path: string): boolean {
  return /\.test\.ts$|^domain\/emails\/templates\/|^domain\/statements\/format\//.test(path);
}

/** Columns of free text, and the key under which a change says why. */
const columns = [
  "why",
  ...new Set(
    files
      .filter((path) => /schema(\.ts|\/)/.test(path))
      .flatMap((path) => [...read(path).matchAll(/^ {4}(\w+): (?:typedLine|typedText|text)\("\w+"\)/gm)])
      .map((match) => match[1]!),
  ),
];

const indonesian =
  /\b(yang|tidak|sudah|belum|untuk|dari|dengan|oleh|setelah|sebelum|karena|lebih|kurang|masuk|batal|dibatalkan|ditangguhkan|kedaluwarsa|pasti|peserta)\b/i;

/** Sentences in a source that a row could keep: any in Indonesian, whole ones, and several words for a column of text. */
function sentences(source: string): string[] {
  const code = source.replace(/\/\*.*?\*\/|^\s*\/\/[^\n]*/gms, "");
  return code.split("\n").flatMap((line) => {
    // What is thrown or logged is for whoever runs this, and no row has it.
    if (/\b(new \w*Error|throw|super)\b|\blog(ger)?\b\??\.|\bmessage: /.test(line)) return [];
    const said = [...line.matchAll(/"([^"\n]*)"|`([^`\n]*)`|'([^'\n]*)'/g)].map(
      (match) => match[1] ?? match[2] ?? match[3]!,
    );
    const column = new RegExp(`(?:^|[{(,\\s"])(${columns.join("|")})"?\\s*(?::|=) `).test(line);
    const isSql = (words: string) =>
      /\b(join|select|update|insert|delete|where|case when|from|set|and|order by|with)\b/i.test(words);
    const isMarkup = (words: string) => words.startsWith("<");
    const several = (words: string) => /\p{L}{2,}:? (\$\{|\p{L}{2,})/u.test(words) && !isSql(words) && !isMarkup(words);
    const whole = (words: string) => /^\p{Lu}.* .*\p{L}\.$/u.test(words);
    return said.filter((words) => indonesian.test(words) || whole(words) || (column && several(words)));
  });
}

it("knows the columns of text", () => {
  expect(columns).toEqual(expect.arrayContaining(["note", "cancelReason", "holdReason", "lastError", "decision"]));
});

/** A statement's line that no bank wrote is known by these words, in an index too, as a bank's are in the bank's language. */
const ownLine = "SALDO SEBELUM IMPOR PERTAMA";

it.each(files)("%s has none", (path) => {
  expect(sentences(read(path)).filter((words) => words !== ownLine)).toEqual([]);
});

describe("the rule notices", () => {
  it.each([
    'note: "Dibatalkan peserta."',
    `note: \`Trip batal: $\{reason}\`,`,
    `holdReason: \`Organizer suspended: $\{row.reviewNote}\``,
    'values: { cancelReason: reason ?? "Cancelled by an admin" }',
    'export const surplusNote = "Transfer lebih dari jumlah tagihan.";',
    'short: "The transfer was less than the price.",',
    'return endWhere(isOld, [now, "hasil tidak pasti"]);',
    "\"lastError\" = 'nobody knows'",
    'change(tx, refunds, rows, { values, why: "another decision took its place" })',
  ])("%s", (line) => {
    expect(sentences(line)).toHaveLength(1);
  });

  it.each([
    'cause: "sold-out",',
    "note: request.note,",
    "/** Why: nobody knows, says the note. */",
    'log?.warn("no answer to a batch; it is kept for another attempt");',
    "const note = sql`case when x then y end`;",
  ])("not: %s", (line) => {
    expect(sentences(line)).toEqual([]);
  });
});
