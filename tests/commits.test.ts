import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

/** `payments: refuse late money for moved days`: the part (a folder or a noun) in small letters, then what. */
const subject = /^([a-z][a-z0-9 ,./-]*: \S|Merge |Revert ")/;

/** The subjects of commits since the rule; none where the sources came without their history. */
function subjects(): string[] {
  const log = ["-c", "safe.directory=*", "log", "--since=2026-11-29T00:00:00Z", "--format=%s"];
  try {
    const printed = execFileSync("git", log, { cwd: join(import.meta.dirname, ".."), encoding: "utf8", stdio: "pipe" });
    return printed.split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

it("commits say which part they are about", () => {
  expect(subjects().filter((said) => !subject.test(said))).toEqual([]);
});

it.each([
  ["payments: refuse late money", true],
  ["system page: a run's words", true],
  ["Refuse late money", false],
  ["Payments: refuse late money", false],
  ["payments:", false],
])("%s: %s", (said, fits) => {
  expect(subject.test(said)).toBe(fits);
});
