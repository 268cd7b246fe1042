import { readFileSync } from "node:fs";
import { join } from "node:path";

const build = join(import.meta.dirname, "../../.next");

/** A way into the app: a route handler, a page, or a server action called at one of its pages. */
export type EntryPoint = {
  /** As the tests name it: `POST /api/unggah/foto`, `bookAction`. */
  name: string;
  /** An address that serves it; the ids in it are nobody's. */
  path: string;
  /** Only server actions have one. */
  actionId?: string;
  /** How many arguments the action names. */
  args: number;
  /** Whose it is, so that signing in leads furthest. */
  role: "ana" | "hugo" | "sari";
};

type ActionManifest = { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> };

/** Every route handler, page and server action that the build has, as its manifests name them. */
export function entryPoints(): EntryPoint[] {
  const routes: Record<string, string> = read("app-path-routes-manifest.json");
  const { node } = read<ActionManifest>("server/server-reference-manifest.json");
  const handlers = Object.values(routes).map((address) => {
    const path = filled(address);
    return { name: `POST ${address}`, path, args: 0, role: roleOf(path) };
  });
  const actions = Object.entries(node).map(([actionId, { exportedName: name, workers }]) => {
    const path = pageOf(Object.keys(workers));
    return { name, path, actionId, args: argumentsOf(actionId), role: roleOf(path) };
  });
  return [...handlers, ...actions];
}

function read<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(build, file), "utf8")) as Content;
}

/** The page whose visitors reach furthest: one of the area that the action belongs to. */
function pageOf(workers: string[]): string {
  const worker = workers.find((name) => /^app\/(admin|organizer)\//.test(name)) ?? workers[0]!;
  const parts = worker.split("/").slice(1, -1);
  return filled(`/${parts.filter((part) => !part.startsWith("(")).join("/")}`);
}

function filled(address: string): string {
  if (address === "/api/auth/[...all]") return "/api/auth/sign-in/email";
  return address.replaceAll(/\[[^\]]+\]/g, "none");
}

function roleOf(path: string): EntryPoint["role"] {
  if (path.startsWith("/admin")) return "sari";
  return path.startsWith("/organizer") || path.startsWith("/api/unggah/foto") ? "hugo" : "ana";
}

/** Next writes into the first byte of an id which of the first six arguments are used. */
function argumentsOf(id: string): number {
  return ((Number.parseInt(id.slice(0, 2), 16) >> 1) & 0b11_1111).toString(2).replaceAll("0", "").length;
}
