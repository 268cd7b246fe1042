import { execFile } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { nodes } from "./host.ts";

const run = promisify(execFile);
const examples = inject("installedExamples");
const modules = join(examples, "node_modules");
const installed = join(modules, "ronda");
const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
  exports: Record<string, string | Record<"import" | "require", { types: string; default: string }>>;
};
const entries = Object.keys(manifest.exports)
  .filter((name) => name !== "./package.json")
  .map((name) => `ronda${name.slice(1)}`);
const { found } = nodes();

/** A folder beside the examples, which finds what is installed for them. */
function project(name: string, files: Record<string, string>): string {
  const folder = join(examples, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** What a command prints, and its exit code also where it is not 0. */
async function said(file: string, args: string[], cwd: string): Promise<{ code: number; text: string }> {
  return run(file, args, { cwd }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, text: stdout + stderr }),
  );
}

describe("the tarball", () => {
  it("carries the build and its papers, and neither tests nor sources", () => {
    const files = globSync("**/*.*", { cwd: installed, exclude: ["node_modules"] });
    expect(files).toEqual(expect.arrayContaining(["README.md", "CHANGELOG.md", "dist/index.js", "dist/index.js.map"]));
    expect(existsSync(join(installed, "LICENSE"))).toBe(true);
    const unwanted = /\.test\.|(^|\/)(src|scripts|testing|tarball)\/|tsconfig|(?<!\.d)\.ts$|\.workspace$/;
    expect(files.filter((file) => unwanted.test(file) && !file.startsWith("examples/"))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["examples/README.md", "examples/nextjs/ronda.ts"]));
    expect(files.filter((file) => /\.env$|node_modules|\.next\//.test(file))).toEqual([]);
  });

  it("has every file that its package.json names", () => {
    const named = JSON.stringify(manifest).matchAll(/"(\.\/[^"]+\.[a-z.]+)"/g);
    const missing = [...named].filter(([, path]) => !existsSync(join(installed, path ?? "")));
    expect(missing).toEqual([]);
  });

  it("leads from a line of the build to the source, which is inside the map", () => {
    const map = JSON.parse(readFileSync(join(installed, "dist/index.js.map"), "utf8")) as {
      sources: string[];
      sourcesContent: string[];
    };
    expect(map.sources).toEqual(["../src/index.ts"]);
    expect(map.sourcesContent[0]).toContain("createRonda");
  });
});

const compareKinds = `
  const [, entry] = process.argv;
  const required = require(entry);
  import(entry).then((imported) => {
    const different = Object.keys(imported).filter((name) => imported[name] !== required[name]);
    console.log(JSON.stringify({ different, require: Object.keys(required), import: Object.keys(imported) }));
  });`;

describe.each(found)("on Node $version", ({ path: node }) => {
  it.each(entries)("import and require give the same %s, once", async (entry) => {
    const { code, text } = await said(node, ["--eval", compareKinds, entry], examples);
    // No warning either.
    const names = JSON.parse(text) as { import: string[] };
    expect({ code, ...names }).toEqual({ code: 0, different: [], require: names.import, import: names.import });
  });

  it("has a command line", async () => {
    const { code, text } = await said(node, [join(installed, "bin/ronda.js"), "list"], join(examples, "node"));
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/^database-size +\*\/5 \* \* \* \*/m) });
  });

  it("says what to do where Node does not read the TypeScript of a configuration, as before 22.18", async () => {
    const args = ["--no-experimental-strip-types", join(installed, "bin/ronda.js"), "list"];
    const { code, text } = await said(node, args, join(examples, "node"));
    expect(code).toBe(2);
    expect(text).toContain("Node reads TypeScript by itself from 22.18 on");
    expect(text).toContain("NODE_OPTIONS=--experimental-strip-types, or write ronda.config.mjs");
  });

  it("reads a configuration in JavaScript", async () => {
    const folder = project("javascript", {
      "package.json": '{ "private": true }',
      "ronda.config.mjs": `import { defineConfig, defineJob } from "ronda";
        const job = defineJob({ name: "a-job", schedule: "0 3 * * *", description: "Works", run: () => ({}) });
        export default defineConfig({ app: "shop", jobs: [job], url: "http://localhost:3000", ronda: () => ({ runs: async () => [] }) });`,
    });
    const { code, text } = await said(node, [join(installed, "bin/ronda.js"), "list"], folder);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/^a-job +0 3 \* \* \*/m) });
  });
});

describe("types", () => {
  const tsc = join(modules, "typescript", "bin", "tsc");
  const options = (module: string) =>
    JSON.stringify({
      compilerOptions: {
        ...{ module, target: "es2023", lib: ["es2024"], types: ["node"], noEmit: true, strict: true },
        ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
      },
      files: ["app.ts", "wrong.ts"],
    });
  const app = (wrong: string) => `import { createRonda, type Run } from "ronda";
    import { nodeHandler } from "ronda/node";
    declare const run: Run;
    export const id: string = run.id;
    export const handler = nodeHandler((request) => new Response(request.url));
    export const make = (options: Parameters<typeof createRonda>[0]): Promise<void> => createRonda(options).migrate();
    ${wrong}`;

  it.each([
    ["commonjs", "node16"],
    ["commonjs", "node20"],
    ["commonjs", "nodenext"],
    ["module", "node16"],
    ["module", "nodenext"],
  ])("compile in a package of type %s under module %s, and are no any", async (type, module) => {
    const manifest = JSON.stringify({ private: true, type });
    const folder = project(`types-${type}-${module}`, {
      "package.json": manifest,
      "tsconfig.json": options(module),
      "app.ts": app(""),
      "wrong.ts": app("createRonda({});"),
    });
    // The types of all that is there are read once for both.
    const { text } = await said(process.execPath, [tsc, "--pretty", "false"], folder);
    const errors = text.split("\n").filter((line) => /^\S/.test(line));
    expect(errors).toEqual([expect.stringMatching(/^wrong\.ts\(7,\d+\): error .*RondaOptions/)]);
  });
});

const systemNode = "/usr/bin/node";
const isOld =
  existsSync(systemNode) && Number((await said(systemNode, ["-p", "parseInt(process.versions.node)"], "/")).text) < 22;

it.skipIf(!isOld)("an older Node, where the system has one, is told what it needs", async () => {
  const told = /Ronda needs Node 22\.15\.0 or newer, and this is Node \d+\.\d+\.\d+\./;
  const command = await said(systemNode, [join(installed, "bin/ronda.js"), "list"], examples);
  expect(command).toEqual({ code: 2, text: expect.stringMatching(new RegExp(`^ronda: ${told.source}[^\n]*\n$`)) });
  for (const entry of entries) {
    expect((await said(systemNode, ["--eval", "require(process.argv[1])", entry], examples)).text).toMatch(told);
    expect((await said(systemNode, ["--eval", "import(process.argv[1])", entry], examples)).text).toMatch(told);
  }
});
