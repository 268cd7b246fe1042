import { expect, it } from "vitest";
import { searchExamples } from "./examples.ts";
import { readSearch } from "./words.ts";

const others = { code: ["transferCode"], transferCode: ["code"] } as Record<string, string[]>;

it.each(searchExamples)("%s is understood of %s", (kind, example) => {
  const read = readSearch(example, "2026-11-30");
  if (kind === "words") expect(read?.patterns).toEqual(["%ana%", "%lestari%"]);
  else expect(read).toMatchObject({ [kind]: expect.anything() });
  for (const other of others[kind] ?? []) expect(read).toMatchObject({ [other]: undefined });
});
