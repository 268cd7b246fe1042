import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A server action of this build: how many arguments its function names, and whether the last of them is a form. */
export type Action = { arguments: number; takesForm: boolean };

/** All server actions of this build by their ids, which the build makes up. */
export type Actions = ReadonlyMap<string, Action>;

/** Those that a script calls with plain text instead of a form: none. */
const called: readonly string[] = [];

/** Whether an address has a page, the one at which there is nothing apart. */
export type IsPage = (path: string) => boolean;

/** Reads which addresses the build in `.next` has pages for; `within` names a folder of `app/`, such as `/(public)/`. */
export function pagesOfBuild(root: string, within = "/"): IsPage {
  const file = join(root, ".next", "app-path-routes-manifest.json");
  const routes = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
  const isWanted = (source: string) => source.startsWith(within) && source.endsWith("/page");
  const pages = routes.filter(([source]) => isWanted(source)).map(([, address]) => address);
  const patterns = pages.filter((address) => !address.startsWith("/_")).map(patternOf);
  // With a slash at its end it is led on to the page.
  return (path) => patterns.some((pattern) => pattern.test(path.replace(/(?<=.)\/$/, "")));
}

/** `[code]` is one segment, `[...all]` one or more. */
function patternOf(address: string): RegExp {
  const parts = address.split("/").map((part) => {
    if (part.startsWith("[...")) return ".+";
    return part.startsWith("[") ? "[^/]+" : RegExp.escape(part);
  });
  return new RegExp(`^${parts.join("/")}$`);
}

type Manifest = { node: Record<string, { exportedName?: string }> };

/** Reads which actions the build in `.next` has. */
export function actionsOfBuild(root: string): Actions {
  const file = join(root, ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return new Map(
    Object.entries(node).map(([id, { exportedName = "" }]) => [
      id,
      { arguments: argumentsOf(id), takesForm: !called.includes(exportedName) },
    ]),
  );
}

/** What an id begins with where the compiler saw no function but a call that makes one: any argument may be used. */
const madeByCall = 0x7f;

/** The last state and the form: whatever makes actions makes them of these (`app/admin/admin-action.ts`). */
const argumentsOfMade = 2;

/**
 * How many arguments the action names: its id begins with a byte whose bits 6 to 1 say of the first six arguments
 * whether they are used, the last bit whether more are (Next's `extractInfoFromServerReferenceId`).
 */
function argumentsOf(id: string): number {
  const info = Number.parseInt(id.slice(0, 2), 16);
  if (info === madeByCall) return argumentsOfMade;
  const used = ((info >> 1) & 0b11_1111).toString(2).padStart(6, "0");
  return used.lastIndexOf("1") + 1;
}
