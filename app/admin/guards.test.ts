import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const sources = (pattern: string) =>
  globSync(pattern, { cwd: import.meta.dirname }).map((path) => ({
    path,
    source: readFileSync(`${import.meta.dirname}/${path}`, "utf8"),
  }));

it("every page of the back office lets only administrators on", () => {
  const open = sources("**/page.tsx").filter(({ source }) => !source.includes("await requireAdmin("));
  expect(open).toEqual([]);
});

it("every action and route asks again who asks", () => {
  const actions = [...sources("**/actions.ts"), ...sources("**/route.ts")].map(({ path, source }) => ({
    path,
    exported: source.match(/^export async function/gm)?.length,
    guarded: source.match(/await requireAdmin\(/g)?.length,
  }));
  expect(actions.filter(({ exported, guarded }) => exported !== guarded)).toEqual([]);
});

it("nothing in the back office is an action under another name", () => {
  const elsewhere = sources("**/*.{ts,tsx}").filter(
    ({ path, source }) => /^\s*["']use server["']/m.test(source) && !path.endsWith("actions.ts"),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

it("no loading file stands above a guard, where a 404 would become a 200", () => {
  expect(globSync("**/loading.tsx", { cwd: import.meta.dirname })).toEqual([]);
});
