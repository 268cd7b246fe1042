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

/** The two ways to make an action, each of which asks who asks before anything else, and the files that only they may stand in. */
const makers = { adminAction: "admin-action.ts", adminVerb: "system/admin-verb.ts" };
const made = new RegExp(`^export const \\w+ = (${Object.keys(makers).join("|")})\\(`);

it("every exported action is made by the piece that lets only an administrator's form through", () => {
  const actions = sources("**/actions.ts").map((file) => ({
    ...file,
    exported: file.source.match(/^export .*/gm) ?? [],
  }));
  const others = actions.flatMap(({ path, exported }) =>
    exported.filter((line) => !made.test(line)).map((line) => `${path}: ${line}`),
  );
  expect(actions.flatMap(({ exported }) => exported).length).toBeGreaterThan(25);
  expect(others).toEqual([]);
});

it.each([
  "export async function payAction(_before: FormResult, form: FormData) {",
  "export const payAction = async (_before: FormResult, form: FormData) => {",
  "export const payAction = withoutGuard(adminAction(",
  "export default adminAction(",
  "export { payAction };",
])("%s is refused", (line) => {
  expect(made.test(line)).toBe(false);
});

it.each(Object.entries(makers))("%s asks who asks before it does anything else, and is no other's", (name, path) => {
  const [{ source = "" } = {}] = sources(path);
  expect(source.match(/async \(_before[^)]*\)[^{]*=> \{\n\s+const \{[^}]*\} = await requireAdmin\(/g)).toHaveLength(1);
  const strangers = sources("**/actions.ts").filter(
    (file) =>
      new RegExp(`\\b${name}\\(`).test(file.source) &&
      !new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "[^"]*/${path.replace(/.*\//, "")}"`).test(file.source),
  );
  expect(strangers.map(({ path }) => path)).toEqual([]);
});

it("every route asks who asks", () => {
  const routes = sources("**/route.ts").map(({ path, source }) => ({
    path,
    exported: source.match(/^export async function/gm)?.length,
    guarded: source.match(/await requireAdmin\(/g)?.length,
  }));
  expect(routes.filter(({ exported, guarded }) => exported !== guarded)).toEqual([]);
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
