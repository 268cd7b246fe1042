import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const sources = (pattern: string) =>
  globSync(pattern, { cwd: import.meta.dirname }).map((path) => ({
    path,
    source: readFileSync(`${import.meta.dirname}/${path}`, "utf8"),
  }));

it("every page of an account is for the one who is signed in", () => {
  const pages = sources("**/page.tsx");
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.filter(({ source }) => !source.includes("await requireUser("))).toEqual([]);
});

it("every action asks again who asks", () => {
  const actions = sources("**/*actions.ts").map(({ path, source }) => ({
    path,
    exported: source.match(/^export async function/gm)?.length,
    guarded: source.match(/await requireUser\(/g)?.length,
  }));
  expect(actions.length).toBeGreaterThan(2);
  expect(actions.filter(({ exported, guarded }) => exported !== guarded)).toEqual([]);
});
