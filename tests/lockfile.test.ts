import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

type Package = {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
};

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package-lock.json"), "utf8")) as {
  packages: Record<string, Package>;
};

it("the lockfile names every optional package of every system, without which npm ci refuses it", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).flatMap((name) => (isLocked(path, name) ? [] : [`${path}: ${name}`])),
  );
  expect(missing).toEqual([]);
});

it("the lockfile does not say from which registry a package came", () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith("http"))).toEqual([]);
});

/** Looks where Node would: in the package's own node_modules, then in those above. */
function isLocked(path: string, name: string): boolean {
  for (let folder = path; ; folder = dirname(folder) === "." ? "" : dirname(folder)) {
    if (!folder.endsWith("node_modules") && join(folder, "node_modules", name) in packages) return true;
    if (folder === "") return false;
  }
}
