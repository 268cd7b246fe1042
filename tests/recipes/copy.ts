import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { filesLike } from "#docs/sources.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** All that programs read; pictures stay away. */
const sources = /(?:\.(?:[cm]?[jt]sx?|jsonc?|md|css|sql)|\.env\.example|\.gitignore)$/;

/** What a compiler that finds everything wrong may print. */
const mostPrinted = 64 * 1024 * 1024;

/** A copy of the sources in a folder of its own, which lends the libraries of the original. */
export type Copy = {
  /** Writes a new file. */
  add: (path: string, text: string) => void;
  /** Puts text before a piece of a file that stands there once. */
  insert: (path: string, text: string, before: string) => void;
  read: (path: string) => string;
  /** What a program prints; rejects with all of it where it fails. */
  call: (program: string, ...args: string[]) => Promise<string>;
  remove: () => void;
};

/** Makes a {@link Copy}. */
export function copyOfSources(): Copy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "setrip-recipes-")));
  const at = (path: string) => join(folder, path);
  const add = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  for (const { path } of filesLike(sources)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    copyFileSync(join(root, path), at(path));
  }
  lendLibraries(at("node_modules"));
  return {
    add,
    read: (path) => readFileSync(at(path), "utf8"),
    insert: (path, text, before) => {
      const parts = readFileSync(at(path), "utf8").split(before);
      if (parts.length !== 2) throw new Error(`${path} has ${JSON.stringify(before)} ${parts.length - 1} times`);
      add(path, parts.join(text + before));
    },
    call: async (program, ...args) => {
      const env = {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        HOME: process.env.HOME,
        NODE_ENV: "test",
      };
      try {
        const { stdout } = await run(program, args, {
          cwd: folder,
          env: env as NodeJS.ProcessEnv,
          maxBuffer: mostPrinted,
        });
        return stdout;
      } catch (error) {
        const { stdout, stderr } = error as { stdout?: string; stderr?: string };
        throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`, { cause: error });
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** All of them as links, but for the engine, which is that of the copy. */
function lendLibraries(libraries: string): void {
  mkdirSync(libraries);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name === "ronda" || name === ".cache") continue;
    symlinkSync(join(root, "node_modules", name), join(libraries, name));
  }
  symlinkSync("../packages/ronda", join(libraries, "ronda"));
}
