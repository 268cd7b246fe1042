import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const mayBeMissing = /\bnotFound\(\)|\brequire(?:Admin|OwnBooking)\(/;

it("every page that may not be there says so to browsers without scripts, too", () => {
  const pages = globSync("**/page.tsx", { cwd: import.meta.dirname })
    .map((path) => ({ path, source: readFileSync(`${import.meta.dirname}/${path}`, "utf8") }))
    .filter(({ source }) => mayBeMissing.test(source));
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.filter(({ source }) => !source.includes("export default orNotFound(")).map(({ path }) => path)).toEqual(
    [],
  );
});
