import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Locale, languageOf, locales } from "#texts/languages.ts";

/** A file that follows from the list of languages. */
export type Joined = { path: string; text: string };

const root = join(import.meta.dirname, "../..");
/** Whose texts the others have the shape of. */
const first = "id";

/**
 * What joins the languages, from the list in `texts/languages.ts` and the areas of the first one (`texts/id.ts`): the
 * dictionary of every other language, all dictionaries, and each area alone, for the browser.
 */
export function joinedTexts(): Joined[] {
  const others = locales.filter((locale) => locale !== first);
  return [
    ...others.map((locale) => ({ path: `texts/${locale}.ts`, text: dictionary(locale) })),
    { path: "texts/dictionary.ts", text: dictionaries() },
    ...areas().map(({ file, name }) => ({ path: `texts/${file}`, text: area(file, name) })),
  ];
}

/** That of the first language, read from another folder. */
function dictionary(locale: Locale): string {
  const text = readFileSync(join(root, "texts", `${first}.ts`), "utf8");
  const imports = text.match(/^import .*$/gm) ?? [];
  const [, areas] = /= (\{[\s\S]*?\n\};)/.exec(text) ?? [];
  const all = imports.map((line) => line.replace(`"./${first}/`, `"./${locale}/`));
  return `${sorted([...all, `import type { Texts } from "./${first}.ts";`])}

/** Everything people read, in ${languageOf(locale).name}. Written by \`npm run texts\`. */
export const ${locale}: Texts = ${areas}
`;
}

function dictionaries(): string {
  const withType = (locale: Locale) => (locale === first ? `${first}, type Texts` : locale);
  const imports = locales.map((locale) => `import { ${withType(locale)} } from "./${locale}.ts";`);
  return `${sorted([...imports, inLanguages])}

/** Everything that people read, by language; \`index.ts\` hands it out. Written by \`npm run texts\`. */
export const dictionaryOf = inLanguages<Texts>({ ${locales.join(", ")} });
`;
}

/** Those that the browser takes alone: a new one begins as a file of this shape. */
function areas(): { file: string; name: string }[] {
  const files = readdirSync(join(root, "texts")).filter((file) => /^[a-z-]+\.ts$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, "texts", file), "utf8");
    const [, name] = /^export const (\w+)Texts = inLanguages\(/m.exec(text) ?? [];
    return name ? [{ file, name }] : [];
  });
}

function area(file: string, name: string): string {
  const imports = locales.map((locale) => `import { ${name} as ${locale} } from "./${locale}/${file}";`);
  return `${sorted([...imports, inLanguages])}

/** The texts of this area alone, see \`in-languages.ts\`. */
export const ${name}Texts = inLanguages({ ${locales.join(", ")} });
`;
}

const inLanguages = 'import { inLanguages } from "./in-languages.ts";';

/** As the formatter wants them: by what they import from. */
function sorted(imports: string[]): string {
  const from = (line: string) => line.split('"')[1]!;
  return imports.toSorted((a, b) => (from(a) < from(b) ? -1 : 1)).join("\n");
}
