import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { joinedTexts } from "./joined.ts";

const root = join(import.meta.dirname, "../..");

it("what joins the languages follows from their list (npm run texts)", () => {
  const files = joinedTexts();
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(["texts/en.ts", "texts/account.ts"]));
  const stale = files.filter(({ path, text }) => readFileSync(join(root, path), "utf8") !== text);
  expect(stale.map(({ path }) => path)).toEqual([]);
});
