import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize } from "node:path";

/** The house's rules as data. Keys are folders or files of the root; the longest that fits a path decides. */

type Rule = {
  /** What of our own it may import, besides itself. */
  ours: string[];
  /** The only libraries that it may import; any that package.json declares unless given. */
  libraries?: string[];
};

const ui = ["react", "react-dom", "radix-ui", "class-variance-authority", "clsx", "tailwind-merge"];

const examplesFolder = "packages/ronda/examples";

/** Arrows only go down: app → jobs, watches → domain → db, gateways. */
const rules: Record<string, Rule> = {
  app: {
    ours: [
      ...["ui", "texts", "jobs", "watches", "domain", "health", "lib"],
      ...["env.ts", "clock.ts", "limits.ts", "once-a-process.ts", "logger.ts", "photo-names.ts", "typed-text.ts"],
      ...[
        "asked-part.ts",
        "body-budget.ts",
        "fair-queue.ts",
        "request-place.ts",
        "preference-cookies.ts",
        "unavailable-marks.ts",
        "ronda.config.ts",
        "release.ts",
      ],
    ],
  },
  ui: { ours: ["texts", "photo-names.ts"], libraries: [...ui, "next"] },
  texts: { ours: [], libraries: [] },
  jobs: { ours: ["domain", "gateways", "texts", "env.ts", "limits.ts", "release.ts"], libraries: ["ronda"] },
  watches: { ours: ["domain", "texts", "limits.ts"], libraries: ["ronda"] },
  domain: {
    ours: [
      ...["db", "gateways", "texts"],
      ...["env.ts", "fair-queue.ts", "limits.ts", "logger.ts", "once-a-process.ts", "photo-names.ts", "typed-text.ts"],
      "process-stop.ts",
    ],
    libraries: allBut("ronda", "next"),
  },
  gateways: {
    ours: [
      ...["env.ts", "limits.ts", "once-a-process.ts", "photo-names.ts", "process-stop.ts", "request-place.ts"],
      ...["typed-text.ts", "fair-queue.ts"],
    ],
    libraries: allBut("next", "react", "drizzle-orm", "pg"),
  },
  server: {
    ours: [
      ...["db", "domain/policy.ts", "texts", "preference-cookies.ts", "unavailable-marks.ts"],
      ...["env.ts", "limits.ts", "logger.ts", "body-budget.ts", "fair-queue.ts", "request-place.ts"],
      ...["once-a-process.ts", "process-start.ts", "process-stop.ts", "security-headers.ts", "serving.mjs"],
    ],
    libraries: ["next", "busboy"],
  },
  db: {
    ours: ["env.ts", "limits.ts", "once-a-process.ts", "typed-text.ts", "unavailable-marks.ts"],
    libraries: ["drizzle-orm", "pg", "pg-copy-streams", "uuid"],
  },
  health: {
    ours: [
      ...["db", "gateways", "domain/backups", "domain/files", "domain/installation", "domain/trips/schema.ts"],
      ...["clock.ts", "env.ts", "env-warnings.ts", "limits.ts", "logger.ts", "once-a-process.ts"],
    ],
    libraries: ["ronda", "@prometheus-io/client"],
  },
  lib: { ours: ["ronda.config.ts"], libraries: ["ronda"] },
  "env.ts": { ours: ["typed-text.ts"], libraries: ["zod"] },
  "unavailable-marks.ts": { ours: [], libraries: [] },
  "asked-part.ts": { ours: [], libraries: [] },
  "preference-cookies.ts": { ours: [], libraries: [] },
  "once-a-process.ts": { ours: [], libraries: [] },
  "process-start.ts": { ours: ["once-a-process.ts"], libraries: [] },
  "process-stop.ts": { ours: ["limits.ts", "once-a-process.ts"], libraries: [] },
  "env-warnings.ts": { ours: ["env.ts"], libraries: ["leven"] },
  "typed-text.ts": { ours: ["limits.ts"], libraries: [] },
  "limits.ts": { ours: [], libraries: [] },
  "body-budget.ts": { ours: [], libraries: [] },
  "fair-queue.ts": { ours: [], libraries: [] },
  "security-headers.ts": { ours: [], libraries: [] },
  "request-place.ts": { ours: ["once-a-process.ts"], libraries: [] },
  "clock.ts": { ours: ["env.ts", "once-a-process.ts"], libraries: ["ronda"] },
  "logger.ts": { ours: [], libraries: ["pino"] },
  "photo-names.ts": { ours: [], libraries: [] },
  "proxy.ts": { ours: ["asked-part.ts", "env.ts", "limits.ts", "domain/users"], libraries: ["next"] },
  "instrumentation.ts": { ours: ["startup.ts", "health/failed-pages.ts", "clock.ts"], libraries: [] },
  "instrumentation-client.ts": { ours: ["app/_forms/sent-forms"], libraries: [] },
  "release.ts": { ours: [], libraries: [] },
  "start-checks.ts": {
    ours: ["domain/policy-problems.ts", "db", "health", "env.ts", "env-warnings.ts"],
    libraries: [],
  },
  "startup.ts": {
    ours: [
      ...["start-checks.ts", "db", "gateways", "domain/installation", "clock.ts"],
      ...[
        "env.ts",
        "env-warnings.ts",
        "limits.ts",
        "logger.ts",
        "process-start.ts",
        "process-stop.ts",
        "ronda.config.ts",
      ],
    ],
    libraries: [],
  },
  "channels.ts": { ours: ["domain", "texts", "env.ts", "clock.ts"], libraries: ["ronda"] },
  "ronda.config.ts": {
    ours: [
      "channels.ts",
      "jobs",
      "watches",
      "domain/emails/templates",
      "health/doctor.ts",
      "gateways",
      "db",
      "env.ts",
      "clock.ts",
      "logger.ts",
      "once-a-process.ts",
      "release.ts",
    ],
    libraries: ["ronda"],
  },
  // Each is an app of its own, with a package.json of its own.
  ...Object.fromEntries(examples().map((folder) => [folder, { ours: [] }])),
  "packages/ronda": { ours: [], libraries: Object.keys(manifest("packages/ronda").dependencies) },
  // An optional peer, which only the entry that is about it may need.
  "packages/ronda/src/otel": { ours: ["packages/ronda"], libraries: ["@opentelemetry/api"] },
  "next.config.ts": { ours: ["limits.ts", "security-headers.ts", "scripts/ensure"] },
  "alive.mjs": { ours: [] },
  "serving.mjs": { ours: ["alive.mjs"] },
  "drizzle.config.ts": { ours: [] },
  "vitest.config.ts": { ours: ["tests"] },
  "playwright.config.ts": { ours: ["tests"] },
  "postcss.config.mjs": { ours: [] },
  "lib/cron-runner.ts": { ours: ["ronda.config.ts"], libraries: ["ronda"] },
};

/** These span folders: they may import anything that is declared. */
const anything = ["tests", "scripts", "bench", "deploy"];

const developmentOnly = [...anything, "drizzle.config.ts", "vitest.config.ts", "playwright.config.ts"];

/** Words that nobody would search for, by what they have become: docs/glossary.md. Columns and addresses keep theirs. */
const replacedInPaths = ["dossiers?", "doomed", "kept", "said", "deeds", "written-down", "acquaintances?", "leftover"];

/** The same of what a file exports: the names begin so, and end where a word says `\\b`. */
const replacedExports = [
  "\\w*[dD]ossier",
  "doomed",
  "keptOfTrip",
  "shelf",
  "seal",
  "giveBack",
  "windUp",
  "\\w*Acquaintance",
  "backWithNews",
  "Trouble\\b",
  "troublesOf",
  "[tT]elling",
  "isWhole\\b",
  "Said\\b",
  "Told(?:Rule|Row)",
  "privateUnlessSaid",
  "SeenTrigger",
  "Beneath",
  "spoken\\b",
  "Looked\\b",
  "saveWhole",
  "wholeLists",
  "Stories\\b",
  "storiesOf\\b",
  "SettlementForeseen",
  "Situation\\b",
  "writeSeen",
  "readSeen",
  "sinceSeen",
  "SeenField",
  "Seen\\b",
  "newsMark",
  "newsOf",
  "\\w+News\\b",
  "Told\\b",
  "Ended\\b",
  "toldOnce",
  "markWhole",
];

const replacedWords = new RegExp(
  `(?:^|[/-])(?:${replacedInPaths.join("|")})(?=[-./])|export (?:async )?(?:function|const|type|let|class) (?:${replacedExports.join("|")})`,
);

const drawer = /(^|\/)(utils?|helpers?|misc|common|shared|managers?|services?)(\/|\.[a-z]+$)/;

/** What is wrong with one source file: an import that its folder may not have, a name that says nothing, a figure that loses what others add. Empty when all is well. */
export function violations(path: string, source: string): string[] {
  const imports = importsOf(source).flatMap((name) => (forbidden(path, name) ? [`${path} imports ${name}`] : []));
  const wordy = takesWholeDictionary(source) ? [`${path} sends every text there is to the browser`] : [];
  const drawers = drawer.test(path) ? [`${path} is a drawer: name it after what is in it`] : [];
  const lost = lostUpdates(source).map((found) => `${path} adds up across an await: ${found}`);
  const replaced = replacedWords.exec(path) ?? replacedWords.exec(source.replace(/^(?!export )[^\n]*$/gm, ""));
  const words = replaced ? [`${path} has a word that was replaced: ${replaced[0]}`] : [];
  return [...imports, ...wordy, ...drawers, ...lost, ...words];
}

/**
 * The files that import each other in a loop, types included, each loop once; empty when there is none. `sources` are the
 * files by their paths from the root.
 */
export function circles(sources: ReadonlyMap<string, string>): string[][] {
  return circlesOf(importsBetween(sources));
}

/**
 * The rooms that import each other in a loop, types included: of all that stands in one folder, a file or a folder with
 * whatever it holds, the arrows go one way. `sources` as for {@link circles}; tests may import whatever they need.
 */
export function roomCircles(sources: ReadonlyMap<string, string>): string[][] {
  const folders = new Map<string, Map<string, Set<string>>>();
  for (const [path, targets] of importsBetween(sources)) {
    if (isTest(path)) continue;
    for (const target of targets) {
      const { folder, from, to } = fork(path, target);
      const rooms = folders.get(folder) ?? new Map<string, Set<string>>();
      folders.set(folder, rooms.set(from, (rooms.get(from) ?? new Set()).add(to)));
    }
  }
  return [...folders.values()].flatMap(circlesOf);
}

/** The loose files of `domain/` that import a noun's folder: they are the ground on which all of these stand. */
export function looseFilesAbove(sources: ReadonlyMap<string, string>): string[] {
  const loose = /^domain\/[\w.-]+$/;
  return [...importsBetween(sources)].flatMap(([path, targets]) =>
    loose.test(path) && !isTest(path)
      ? targets.filter((target) => isIn(target, "domain") && !loose.test(target)).map((to) => `${path} imports ${to}`)
      : [],
  );
}

/** What each file imports of these files. */
function importsBetween(sources: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map(
    [...sources].map(([path, source]) => [
      path,
      importsOf(source)
        .map((name) => ownPath(path, name))
        .filter((target) => target !== undefined && sources.has(target)) as string[],
    ]),
  );
}

/** The folder in which the ways to two files part, and what stands there on each way. */
function fork(one: string, other: string): { folder: string; from: string; to: string } {
  const [parts, others] = [one.split("/"), other.split("/")];
  const depth = parts.findIndex((part, index) => part !== others[index]);
  const upTo = (way: string[]) => way.slice(0, depth + 1).join("/");
  return { folder: parts.slice(0, depth).join("/"), from: upTo(parts), to: upTo(others) };
}

function circlesOf(arrows: ReadonlyMap<string, Iterable<string>>): string[][] {
  const found = new Map<string, string[]>();
  const done = new Set<string>();
  const walk = (at: string, way: string[]): void => {
    const start = way.indexOf(at);
    if (start >= 0) found.set([...way.slice(start)].sort().join(), way.slice(start));
    if (start >= 0 || done.has(at)) return;
    for (const target of arrows.get(at) ?? []) walk(target, [...way, at]);
    done.add(at);
  };
  for (const at of arrows.keys()) walk(at, []);
  return [...found.values()];
}

/** A module is loaded once a bundle, so that what it keeps exists several times in one process, see `once-a-process.ts`. */
const keepsState =
  /^let \w|^(?:export )?const \w+(?:: [^=]+)? = new (?:Map|Set|WeakMap|LRUCache|AsyncLocalStorage)\b(?!\(\[)/m;

/** The same text each time, or only of one program's start. */
const mayKeepState = ["env.ts", "typed-text.ts", "db/embedded/programs.ts"];

/** Whether a file of the server keeps state in its module that must exist once a process. */
export function keepsOwnState(path: string, source: string): boolean {
  const isServers = /^(app|db|domain|gateways|health|jobs|lib|server|watches)\/|^[\w-]+\.ts$/.test(path);
  if (!isServers || isTest(path) || /stand-in/.test(path) || /^"use client"/m.test(source)) return false;
  return keepsState.test(source) && !mayKeepState.includes(path);
}

/** Every module that a source names: static, re-exported, for side effects and dynamic. Each once. */
export function importsOf(source: string): string[] {
  const patterns = [
    /^(?:import|export)\s[^"'`]*?\bfrom\s+["']([^"']+)["']/gm,
    /^import\s+["']([^"']+)["']/gm,
    /\b(?:import|require|import\.meta\.resolve)\(\s*["'`]([^"'`]+)["'`]/g,
  ];
  return [...new Set(patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? "")))];
}

/** The files of a registry's folder that its index does not list, and the names that it lists without a file. */
export function registryDifferences(
  fileNames: string[],
  listed: string[],
): { unlisted: string[]; withoutFile: string[] } {
  const names = fileNames.flatMap((file) => /^(?!index\.)([\w-]+)\.ts$/.exec(file)?.[1] ?? []);
  return {
    unlisted: names.filter((name) => !listed.includes(name)),
    withoutFile: listed.filter((name) => !names.includes(name)),
  };
}

/**
 * `total += await more()` reads the old figure before it waits and writes it after: what others add meanwhile is lost.
 * The same holds for `total = total + (await more())`. A line of its own for the wait is always right.
 */
function lostUpdates(source: string): string[] {
  const code = source.replace(/\/\*.*?\*\/|^\s*\/\/[^\n]*/gms, "");
  const patterns = [/(?<![-+*/%^|&?<>=!])[-+*/%^|&]=(?!=)/g, /(?<![\w.])([\w.]+) = \1 [-+*/%]/g];
  const found = patterns.flatMap((pattern) => [...code.matchAll(pattern)]);
  return found.map(({ index }) => expressionAt(code, index)).filter((text) => /\bawait\b/.test(text));
}

/** From there to where its expression ends; functions in it wait for themselves, so they are left out. */
function expressionAt(code: string, start: number): string {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const character = code[at]!;
    if ("([".includes(character)) depth++;
    if (")]".includes(character)) depth--;
    if (depth < 0 || ";{}".includes(character)) return code.slice(start, at);
  }
  return code.slice(start);
}

/** What runs in the browser imports one area's texts; types of the rest weigh nothing. */
function takesWholeDictionary(source: string): boolean {
  return /^"use client"/m.test(source) && /^import (?!type)[^;]*["']#texts\/(index|id|en)\.ts["']/m.test(source);
}

function forbidden(path: string, name: string): boolean {
  if (name.startsWith("node:")) return /^(ui|texts)\//.test(path);
  if (name.startsWith("@/")) return true;
  const target = ownPath(path, name);
  return target === undefined ? forbiddenLibrary(path, name) : forbiddenOurs(path, target);
}

/** Where an import of our own leads, from the root; undefined for a library. */
function ownPath(path: string, name: string): string | undefined {
  if (name.startsWith("#")) return name.slice(1);
  return name.startsWith(".") ? normalize(join(dirname(path), name)) : undefined;
}

function forbiddenOurs(path: string, target: string): boolean {
  const from = place(path);
  if (isIn(target, from)) return false;
  if (isEngine(from)) return !(rules[from]?.ours ?? []).some((folder) => isIn(target, folder));
  if (isTest(path) || anything.includes(from)) return false;
  return !(rules[from]?.ours ?? []).some((folder) => isIn(target, folder));
}

function forbiddenLibrary(path: string, name: string): boolean {
  const library = name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
  if (builtinModules.includes(library)) return true;
  const from = place(path);
  const own = manifest(ownerOf(from));
  const forTests = isTest(path) || developmentOnly.includes(from);
  // What a consumer of the engine writes is tried where the engine is.
  const itself = forTests && isEngine(from) ? { ronda: "" } : {};
  const declared = {
    ...itself,
    ...own.dependencies,
    ...own.peerDependencies,
    ...(forTests ? own.devDependencies : {}),
  };
  if (!(library in declared)) return true;
  return !forTests && rules[from]?.libraries?.includes(library) === false;
}

function isEngine(place: string): boolean {
  return isIn(place, "packages/ronda");
}

/** The folder whose package.json declares what files of that place may import. */
function ownerOf(from: string): string {
  if (from.startsWith(`${examplesFolder}/`)) return from;
  return isEngine(from) ? "packages/ronda" : ".";
}

/** The longest key of {@link rules} that the path lies in; its first folder where none fits. */
function place(path: string): string {
  const known = Object.keys(rules).filter((folder) => isIn(path, folder));
  return known.sort((a, b) => b.length - a.length)[0] ?? path.split("/")[0] ?? path;
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|^scripts\/test-host\.ts$|^packages\/ronda\/(src\/testing|tarball)\//.test(path);
}

/** The folders of Ronda's examples. */
function examples(): string[] {
  const entries = readdirSync(join(import.meta.dirname, "..", examplesFolder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => `${examplesFolder}/${name}`);
}

function allBut(...excluded: string[]): string[] {
  return Object.keys(manifest(".").dependencies).filter((name) => !excluded.includes(name));
}

type Manifest = Record<"dependencies" | "devDependencies" | "peerDependencies", Record<string, string>>;

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(import.meta.dirname, "..", folder, "package.json"), "utf8")) as Manifest;
}
