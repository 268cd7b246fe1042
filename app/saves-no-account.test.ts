import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("no page or action keeps a bank account without asking who it is: they call changeBankAccount", () => {
  const careless = globSync("**/*.{ts,tsx}", { cwd: import.meta.dirname }).filter(
    (path) =>
      !path.endsWith(".test.ts") && /\bsaveBankAccount\b/.test(readFileSync(`${import.meta.dirname}/${path}`, "utf8")),
  );
  expect(careless).toEqual([]);
});
