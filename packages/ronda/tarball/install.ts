import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { TestProject } from "vitest/node";
import { changeManifests, peersOf } from "./manifests.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder outside of the repository: the examples with the tarball installed, and all that they need. */
    installedExamples: string;
  }
}

const root = join(import.meta.dirname, "..");
const modules = join(root, "..", "..", "node_modules");

/**
 * Packs Ronda as `npm pack` does and installs it as a stranger would, once for all tests of this folder. What the examples
 * need comes from npm's cache where it is there; `npm ci` of the repository has put Next, the largest, into it.
 */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "ronda-package-"));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  try {
    project.provide("installedExamples", install(folder, pack(folder)));
  } catch (error) {
    clear();
    throw error;
  }
  return clear;
}

function install(folder: string, tarball: string): string {
  const examples = join(folder, "examples");
  cpSync(join(root, "examples"), examples, { recursive: true, filter: isSource });
  changeManifests(examples, ({ dependencies }) => {
    Object.assign(dependencies, { ronda: `file:${tarball}` }, peersOf(root));
  });
  const all = ["--include=dev", "--include=optional"];
  npm(examples, "install", "--prefer-offline", ...all, "--no-audit", "--no-fund", "--loglevel=error");
  return examples;
}

/** Packs a copy: while npm packs, the package.json is the tarball's, and other tests import the workspace's. */
function pack(folder: string): string {
  const copy = join(folder, "ronda");
  cpSync(root, copy, { recursive: true, filter: isSource });
  symlinkSync(modules, join(folder, "node_modules"), "junction");
  const packed = join(folder, "packed");
  mkdirSync(packed);
  npm(copy, "pack", "--silent", "--pack-destination", packed);
  // What is installed must find nothing of the repository.
  rmSync(join(folder, "node_modules"));
  rmSync(copy, { recursive: true });
  const [name = ""] = readdirSync(packed);
  return join(packed, name);
}

function isSource(path: string): boolean {
  return !["node_modules", "dist", ".next", ".env"].includes(basename(path));
}

function npm(folder: string, ...args: string[]): void {
  execFileSync("npm", args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
}
