import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const routes = join(import.meta.dirname, "..");

const mayBeMissing = /\bnotFound\(\)|\brequire(?:Admin|OwnBooking)\(/;

it("every page that may not be there says so to browsers without scripts, too", () => {
  const pages = globSync("**/page.tsx", { cwd: routes })
    .map((path) => ({ path, source: readFileSync(`${routes}/${path}`, "utf8") }))
    .filter(({ source }) => mayBeMissing.test(source));
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.filter(({ source }) => !source.includes("export default orNotFound(")).map(({ path }) => path)).toEqual(
    [],
  );
});
