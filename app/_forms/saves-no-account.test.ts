import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const routes = join(import.meta.dirname, "..");

it("no page or action keeps a bank account without asking who it is: they call changeBankAccount", () => {
  const careless = globSync("**/*.{ts,tsx}", { cwd: routes }).filter(
    (path) => !path.endsWith(".test.ts") && /\bsaveBankAccount\b/.test(readFileSync(`${routes}/${path}`, "utf8")),
  );
  expect(careless).toEqual([]);
});
