import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the scripts read of the package's package.json. */
export type Manifest = {
  /** Each entry and the source that the workspace imports for it. */
  exports: Record<string, string>;
  engines: { node: string };
  typesVersions?: Record<string, Record<string, string[]>>;
  scripts?: Record<string, string>;
  devDependencies?: Record<string, string>;
  /** What takes the place of the fields of the same names in the tarball. */
  publishConfig?: { exports: Record<string, unknown>; imports: Record<string, string> };
};

/** The package.json of that folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/**
 * The package.json of the tarball: `publishConfig` over the rest, as pnpm and yarn do it and npm does not, without what only
 * the workspace needs.
 */
export function publishedManifest({ publishConfig, scripts: _, devDependencies: __, ...manifest }: Manifest): Manifest {
  return { ...manifest, ...(publishConfig as Partial<Manifest>), typesVersions: typesForOldResolution(manifest) };
}

/** Under `"moduleResolution": "node"` TypeScript 5 does not look at `exports`, although Node does: this tells it where the types of `ronda/node` are. */
function typesForOldResolution({ exports }: Pick<Manifest, "exports">): Manifest["typesVersions"] {
  const sources = Object.entries(exports).filter(([name, source]) => name !== "." && source.endsWith(".ts"));
  const types = sources.map(([name, source]) => [name.slice(2), [`./dist/commonjs/${moduleOf(source)}.d.ts`]]);
  return { "*": Object.fromEntries(types) };
}

/** A source's place in the build, without the ending: `node/node` of `./src/node/node.ts`. */
function moduleOf(source: string): string {
  return source.replace("./src/", "").replace(/\.ts$/, "");
}

/** What `publishConfig.exports` says of one source of `exports`. */
export function builtEntry(source: string): unknown {
  if (!source.endsWith(".ts")) return source;
  const module = moduleOf(source);
  const files = (folder: string) => ({ types: `${folder}/${module}.d.ts`, default: `${folder}/${module}.js` });
  return { import: files("./dist"), require: files("./dist/commonjs") };
}
