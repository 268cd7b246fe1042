import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readManifest } from "../scripts/manifest.ts";
import { unexportedTypes } from "./testing/declarations.ts";

const packageFolder = join(import.meta.dirname, "..");
const entries = Object.entries(readManifest(packageFolder).exports).filter(([, source]) => source.endsWith(".ts"));
const declarationOf = (source: string) => source.replace("./src/", "./ronda/").replace(/\.ts$/, ".d.ts");

let folder = "";
beforeAll(async () => {
  // Below the repository, where the types of libraries are found.
  const cache = join(packageFolder, "..", "..", "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "ronda-types-"));
  const build = ["--project", join(packageFolder, "tsconfig.build.json"), "--emitDeclarationOnly", "--outDir"];
  expect(await compile([...build, join(folder, "ronda"), "--sourceMap", "false", "--inlineSources", "false"])).toBe("");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the strictest of apps sets. */
const strictest = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
};

it.each(["nodenext", "esnext"])(
  "compiles in the strictest of apps, and finds every mistake of one: %s",
  async (module) => {
    copyFileSync(join(import.meta.dirname, "testing", "consumer.ts"), join(folder, "consumer.ts"));
    const paths = Object.fromEntries(
      entries.map(([name, source]) => [name.replace(/^\./, "ronda"), [declarationOf(source)]]),
    );
    const resolution = module === "esnext" ? { moduleResolution: "bundler" } : {};
    const compilerOptions = {
      target: "es2023",
      module,
      ...resolution,
      types: ["node"],
      noEmit: true,
      paths,
      ...strictest,
    };
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    expect(await compile(["--project", join(folder, "tsconfig.json")])).toBe("");
  },
);

it("lets a library declare its jobs and its engine apart, as isolatedDeclarations wants", async () => {
  const source = `import type { Pool } from "pg";
import { createRonda, defineJob, type Job, type Ronda } from "ronda";
export const forget: Job<"forget", { forgotten: number }> = defineJob({
  name: "forget", schedule: "0 3 * * *", description: "Forgets", run: () => ({ forgotten: 0 }),
});
export const assemble = (database: Pool): Ronda<typeof forget> =>
  createRonda({ app: "shop", database, jobs: [forget], secrets: {} });
`;
  writeFileSync(join(folder, "library.ts"), source);
  const declarations = { isolatedDeclarations: true, declaration: true, noEmit: false, outDir: "library" };
  const compilerOptions = {
    ...strictest,
    ...{ target: "es2023", module: "nodenext", types: ["node"], paths: paths(), ...declarations },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["library.ts"] }));
  expect(await compile(["--project", join(folder, "tsconfig.json")])).toBe("");
});

it("compiles every example of the README and the guides", async () => {
  const documents = ["README.md", ...readdirSync(join(packageFolder, "guides")).map((file) => `guides/${file}`)];
  const files = documents.flatMap((document) => {
    const text = readFileSync(join(packageFolder, document), "utf8");
    return examplesOf(text).map(({ file, code }) => ({
      file: join("documents", document.replace(/\W/g, "-"), file),
      code,
    }));
  });
  expect(files.length).toBeGreaterThan(20);
  // What a guide takes from the quick start stands there.
  const quickStart = ["jobs.ts", "ronda.ts"].flatMap((file) =>
    files.filter((example) => example.file === join("documents", "README-md", file)),
  );
  expect(quickStart).toHaveLength(2);
  const taken = documents
    .slice(1)
    .flatMap((document) =>
      quickStart.map(({ file, code }) => ({ file: file.replace("README-md", document.replace(/\W/g, "-")), code })),
    );
  for (const { file, code } of [...taken, ...files]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  copyFileSync(join(import.meta.dirname, "testing", "example-world.d.txt"), join(folder, "documents", "world.d.ts"));
  const compilerOptions = {
    ...strictest,
    ...{
      target: "es2023",
      module: "esnext",
      moduleResolution: "bundler",
      types: ["node"],
      noEmit: true,
      paths: paths(),
    },
    ...{
      allowImportingTsExtensions: true,
      noPropertyAccessFromIndexSignature: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      skipLibCheck: true,
    },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["documents"] }));
  expect(await compile(["--project", join(folder, "tsconfig.json")])).toBe("");
});

it("has an example of every name that the main entry exports", () => {
  const source = readFileSync(join(import.meta.dirname, "index.ts"), "utf8");
  const names = [...source.matchAll(/^export (?:type )?\{([^}]+)\}/gm)].flatMap(
    ([, list]) => list!.match(/\w+/g) ?? [],
  );
  const examples = examplesOf(readFileSync(join(packageFolder, "guides", "names.md"), "utf8")).map(({ code }) => code);
  // Once where it is imported, and once where it is used.
  const uses = (name: string) => examples.join("\n").split(new RegExp(`\\b${name}\\b`)).length - 1;
  expect(names.filter((name) => name !== "type" && uses(name) < 2)).toEqual([]);
});

it("exports every type that a public signature mentions", () => {
  const root = join(folder, "ronda");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
  const declarations = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const starts = entries.map(([, source]) => relative(root, join(folder, declarationOf(source))));
  expect(unexportedTypes(declarations, starts)).toEqual([]);
});

/** Where the compiler finds each entry of the package. */
function paths(): Record<string, string[]> {
  return Object.fromEntries(
    entries.map(([name, source]) => [
      name.replace(/^\./, "ronda"),
      [`./${declarationOf(source)}`.replace("././", "./")],
    ]),
  );
}

/** The TypeScript of a document: a block that begins with a file's name is that file, any other is one of its own. */
function examplesOf(markdown: string): { file: string; code: string }[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""], index) => {
    const named = /^\/\/ (\S+\.ts)\n/.exec(code)?.[1];
    // A module of its own, whatever it imports.
    return { file: named ?? `example-${index}.ts`, code: `${code}\nexport {};\n` };
  });
}

/** Runs the compiler; gives what it complains of. */
async function compile(args: string[]): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { tsc: string } };
  const compiler = join(dirname(manifest), bin.tsc);
  try {
    return (await promisify(execFile)(process.execPath, [compiler, ...args])).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
