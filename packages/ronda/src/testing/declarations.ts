import { join } from "node:path/posix";

type Declarations = ReadonlyMap<string, string>;
type Place = { file: string; name: string };

/**
 * The types that a package's public signatures mention and none of its entries exports, as `file: name`. `declarations` are
 * the compiler's `.d.ts` files by their paths; names of types begin with a capital letter.
 */
export function unexportedTypes(declarations: Declarations, entries: readonly string[]): string[] {
  const modules = new Map([...declarations].map(([file, source]) => [file, readModule(file, source)]));
  const exported = entries.flatMap((entry) => exportsOf(modules, entry));
  const open = [...exported];
  const seen = new Set<string>();
  const key = ({ file, name }: Place) => `${file}: ${name}`;
  for (let place = open.pop(); place; place = open.pop()) {
    if (seen.has(key(place))) continue;
    seen.add(key(place));
    const body = modules.get(place.file)?.declared.get(place.name) ?? "";
    const names = new Set(body.match(/\b[A-Z]\w*/g));
    for (const name of names) {
      const target = resolve(modules, { file: place.file, name });
      if (target) open.push(target);
    }
  }
  const known = new Set(exported.map(key));
  return [...seen].filter((place) => !known.has(place)).sort();
}

type Module = {
  /** The text of each declaration, by its name. */
  declared: Map<string, string>;
  imported: Map<string, Place>;
  reexported: Map<string, Place>;
  /** The files of which everything is exported. */
  all: string[];
  own: Set<string>;
};

function readModule(file: string, commented: string): Module {
  const source = commented.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const target = (path: string) => join(file, "..", path).replace(/\.(ts|js)$/, ".d.ts");
  const places = (kind: string) =>
    [...source.matchAll(new RegExp(`^${kind} (?:type )?\\{([^}]*)\\} from "(\\.[^"]+)"`, "gm"))].flatMap(
      ([, list, path]) =>
        list!
          .split(",")
          .map((item) => item.trim().replace(/^type /, ""))
          .filter(Boolean)
          .map((item) => {
            const [name, alias = name] = item.split(" as ");
            return [alias!, { file: target(path!), name: name! }] as const;
          }),
    );
  const declared = new Map<string, string>();
  const own = new Set<string>();
  for (const part of source.split(/^(?=(?:export |declare |type |interface |class ))/m)) {
    const [, isExported, name] =
      /^(export )?(?:default )?(?:declare )?(?:type|interface|class|function|const) (\w+)/.exec(part) ?? [];
    if (!name || /^export (type )?[{*]/.test(part)) continue;
    declared.set(name, (declared.get(name) ?? "") + part);
    if (isExported) own.add(name);
  }
  const all = [...source.matchAll(/^export (?:type )?\* from "(\.[^"]+)"/gm)].map(([, path]) => target(path!));
  return { declared, imported: new Map(places("import")), reexported: new Map(places("export")), all, own };
}

function exportsOf(modules: ReadonlyMap<string, Module>, file: string): Place[] {
  const module = modules.get(file);
  if (!module) throw new Error(`there is no ${file}`);
  const reexported = [...module.reexported.values()].flatMap((place) => resolve(modules, place) ?? []);
  const own = [...module.own].map((name) => ({ file, name }));
  return [...own, ...reexported, ...module.all.flatMap((target) => exportsOf(modules, target))];
}

/** Where a name that stands in a file is declared; nothing where it is none of the package's. */
function resolve(modules: ReadonlyMap<string, Module>, { file, name }: Place): Place | undefined {
  const module = modules.get(file);
  if (!module) return undefined;
  if (module.declared.has(name)) return { file, name };
  const elsewhere = module.imported.get(name) ?? module.reexported.get(name);
  if (elsewhere) return resolve(modules, elsewhere);
  return module.all.map((target) => resolve(modules, { file: target, name })).find(Boolean);
}
