import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeEnvFile, noteIn, readEnvFile } from "./env-file.ts";
import { UsageError } from "./usage-error.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ronda-env-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string) => {
  const path = join(folder, "app.env");
  writeFileSync(path, text);
  return path;
};
const none = { beginning: "# ronda: rotating since", text: undefined };
const rotating = { ...none, text: "2026-11-24" };

describe("a file of variables", () => {
  it.each<[string, string, { values: Record<string, string>; note?: typeof none | typeof rotating }, string]>([
    [
      "a value is changed, every other line stays",
      "A=1\n# mine\nB='two words'\n",
      { values: { A: "2" } },
      "A=2\n# mine\nB='two words'\n",
    ],
    ["one that is exported or indented is that one", "  export A = 1\nB=2", { values: { A: "3" } }, "A=3\nB=2"],
    [
      "a name that stands twice counts by its last line, so both change",
      "A=1\nB=2\nA=3\n",
      { values: { A: "4" } },
      "A=4\nB=2\nA=4\n",
    ],
    ["a new one is added on a line of its own", "B=2", { values: { A: "1" } }, "B=2\nA=1\n"],
    ["an empty file takes it, too", "", { values: { A: "1" } }, "A=1\n"],
    [
      "a name that only begins alike is another",
      "SECRET_OLD=1\n",
      { values: { SECRET: "2" } },
      "SECRET_OLD=1\nSECRET=2\n",
    ],
    ["what a value has of a pattern's own signs is taken as it is", "A=1\n", { values: { A: "$&-$1" } }, "A=$&-$1\n"],
    ["a note is added at the end", "A=1", { values: {}, note: rotating }, "A=1\n# ronda: rotating since 2026-11-24\n"],
    [
      "a note takes the place of the one before",
      "# ronda: rotating since 2025\nA=1\n",
      { values: {}, note: rotating },
      "A=1\n# ronda: rotating since 2026-11-24\n",
    ],
    ["a note is taken away", "A=1\n# ronda: rotating since 2025\nB=2\n", { values: {} }, "A=1\nB=2\n"],
  ])("%s", (_, before, { values, note = none }, after) => {
    const path = file(before);
    changeEnvFile(path, values, note);
    expect(readFileSync(path, "utf8")).toBe(after);
  });

  it.each([
    ["a line of a value that goes over several is no variable", 'KEY="first\nA=1\nlast"\n', { A: "2" }],
    ["a value that would not be read again", "A=1\n", { A: "two # words" }],
    ["a value of two lines", "A=1\n", { A: "1\nB=2" }],
  ])("what would not say what was meant is refused, and nothing has changed: %s", (_, before, values) => {
    const path = file(before);
    expect(() => changeEnvFile(path, values, rotating)).toThrow(
      new UsageError(`${path} cannot be changed safely by this command; change it by hand`),
    );
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["app.env"]);
  });

  it("keeps its mode and its place behind a link, and writes over what a killed command left", () => {
    const path = file("A=1\n");
    chmodSync(path, 0o640);
    const link = join(folder, "link.env");
    symlinkSync(path, link);
    writeFileSync(`${path}.new`, "half");
    changeEnvFile(link, { A: "2" }, none);
    expect(readFileSync(path, "utf8")).toBe("A=2\n");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["app.env", "link.env"]);
  });

  it("is read as an app reads it, also behind the mark of an editor on Windows", () => {
    expect(readEnvFile(file("\uFEFFA=1\r\nB='two words' # a comment\n"))).toEqual({ A: "1", B: "two words" });
  });

  it.each([
    ["A=1\n# since  2025 \n", "2025"],
    ["# since\n", ""],
    ["A=# since 2025\n", undefined],
  ])("remembers in %j %j", (text, note) => expect(noteIn(file(text), "# since")).toBe(note));

  it("that is not there is told by its path", () => {
    const path = join(folder, "missing.env");
    for (const asking of [() => readEnvFile(path), () => noteIn(path, "#"), () => changeEnvFile(path, {}, none)]) {
      expect(asking).toThrow(UsageError);
      expect(asking).toThrow(`${path} cannot be read: ENOENT`);
    }
  });
});
