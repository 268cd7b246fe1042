import { expect, it } from "vitest";
import { hideWords, shownWords } from "./hidden-words.ts";

it("what is looked for comes back, and stands nowhere in what the address carries", () => {
  for (const words of ["Ana Wijaya", "ana@example.com", "0812 3456 7890", "é".repeat(100), "ST-7F3K9"]) {
    const hidden = hideWords(words);
    expect(shownWords(hidden)).toBe(words);
    expect(hidden).toMatch(/^[\w-]+$/);
    expect(Buffer.from(hidden, "base64url").toString("latin1")).not.toContain(words.slice(0, 4));
    expect(hideWords(words)).not.toBe(hidden);
  }
});

it("neither the words nor nearly their length can be read off it", () => {
  expect(hideWords("Ana").length).toBe(hideWords("Ana Wijaya").length);
});

it("what was made up or changed is nothing", () => {
  const hidden = hideWords("Ana Wijaya");
  const changed = `${hidden.slice(0, -3)}${hidden.endsWith("AAA") ? "BBB" : "AAA"}`;
  for (const other of [undefined, "", "Ana", changed, hidden.slice(4), "x".repeat(60), "=".repeat(50)])
    expect(shownWords(other)).toBe("");
});
