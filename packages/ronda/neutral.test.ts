import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Words of one app, of its business, its country, its mail provider and its pages: an engine for everybody has none of them. */
const words =
  /\bse ?trip|auto-complete|process-email|(?<!round )\btrips?\b|(?<!amount)rupiah|\bpayouts?\b|\bWI(B|TA|T)\b|jakarta|makassar|resend|\bre_|runbook|\/admin\/system/i;

/** Where such a word is right: who holds the rights, the name of a typeface, where the engine comes from. */
const allowed: [file: string, words: string][] = [
  ["LICENSE", "Copyright (c) 2026 SeTrip"],
  ["src/page/style.ts", '"Plus Jakarta Sans"'],
  ["README.md", "grew out of SeTrip"],
];

/** What the tarball carries, and what is published beside it. Tests have trips and zones as examples. */
function publishedFiles(): string[] {
  return gitFiles().filter((file) => !/\.test\.ts$|^src\/testing\/|^tarball\/|package-lock\.json$/.test(file));
}

function gitFiles(): string[] {
  const list = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  return execFileSync("git", list, { cwd: import.meta.dirname })
    .toString()
    .split("\0")
    .filter(Boolean);
}

it("has no word of a single app", () => {
  const found = publishedFiles().flatMap((file) =>
    readFileSync(join(import.meta.dirname, file), "utf8")
      .split("\n")
      .map((line, index) => ({ file, place: `${file}:${index + 1}`, line }))
      .filter(({ line }) => words.test(line))
      .filter(({ file, line }) => !allowed.some(([where, what]) => where === file && line.includes(what)))
      .map(({ place, line }) => `${place} ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
