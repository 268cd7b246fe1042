import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is read and changed of an example's package.json. */
export type ExampleManifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };

/** The optional peers of a package, each in the version that its own tests use. */
export function peersOf(folder: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Partial<
    Record<"peerDependencies" | "devDependencies", Record<string, string>>
  >;
  const names = Object.keys(manifest.peerDependencies ?? {});
  return Object.fromEntries(names.map((name) => [name, manifest.devDependencies?.[name] ?? "*"]));
}

/** Changes the package.json of every example below that folder. */
export function changeManifests(examples: string, change: (manifest: ExampleManifest) => void): void {
  for (const path of globSync("*/package.json", { cwd: examples })) {
    const manifest = JSON.parse(readFileSync(join(examples, path), "utf8")) as ExampleManifest;
    change(manifest);
    writeFileSync(join(examples, path), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}
