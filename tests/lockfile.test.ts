import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

type Package = {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
};

type Packages = Record<string, Package>;

describe.each([
  "package-lock.json",
  "packages/ronda/examples/package-lock.json",
  "tests/host/pm2/package-lock.json",
  "deploy/programs/package-lock.json",
  "tests/host/schemas/package-lock.json",
])("%s", (file) => {
  const lockfile = readFileSync(join(import.meta.dirname, "..", file), "utf8");
  const { packages } = JSON.parse(lockfile) as { packages: Packages };

  it("names every optional package of every system, without which npm ci refuses it", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).flatMap((name) => (isLocked(packages, path, name) ? [] : [`${path}: ${name}`])),
    );
    expect(missing).toEqual([]);
  });

  it("knows every package by its hash", () => {
    const installed = Object.entries(packages).filter(
      ([path, { link, inBundle }]) => path.includes("node_modules/") && !link && !inBundle,
    );
    expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });

  it("does not say from which registry a package came", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith("http"))).toEqual([]);
  });
});

/** Looks where Node would: in the package's own node_modules, then in those above. */
function isLocked(packages: Packages, path: string, name: string): boolean {
  for (let folder = path; ; folder = dirname(folder) === "." ? "" : dirname(folder)) {
    if (!folder.endsWith("node_modules") && join(folder, "node_modules", name) in packages) return true;
    if (folder === "") return false;
  }
}
