import { marked, type Token } from "marked";

/** A heading: its level, what it says, and the anchor that GitHub gives it. */
export type Heading = { depth: number; title: string; anchor: string };

/** All headings of a page in their order; one that repeats gets a number, as on GitHub. */
export function headingsOf(markdown: string): Heading[] {
  const seen = new Map<string, number>();
  return tokensOf(markdown).flatMap((token) => {
    if (token.type !== "heading") return [];
    const plain = slugOf(token.text);
    const before = seen.get(plain) ?? 0;
    seen.set(plain, before + 1);
    return [{ depth: token.depth, title: token.text, anchor: before === 0 ? plain : `${plain}-${before}` }];
  });
}

/** All that a link may name of a page: its headings, and places that it names itself (`<a id="…">`). */
export function anchorsOf(markdown: string): Set<string> {
  const own = [...markdown.matchAll(/^<a id="([\w-]+)">/gm)].map(([, name]) => name!);
  return new Set([...headingsOf(markdown).map(({ anchor }) => anchor), ...own]);
}

/** Where all links and pictures of a page lead, as it is written. */
export function linksOf(markdown: string): string[] {
  return tokensOf(markdown).flatMap((token) => (token.type === "link" || token.type === "image" ? [token.href] : []));
}

/** The code blocks of this language, each with the chapter (a heading of level 2) in which it stands. */
export function blocksOf(markdown: string, language: string): { chapter: string; text: string }[] {
  let chapter = "";
  return tokensOf(markdown).flatMap((token) => {
    if (token.type === "heading" && token.depth <= 2) chapter = token.text;
    return token.type === "code" && token.lang === language ? [{ chapter, text: token.text }] : [];
  });
}

function tokensOf(markdown: string): Token[] {
  const all: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => void all.push(token));
  return all;
}

/** By GitHub's rule: small letters, no punctuation, a hyphen for a blank. */
function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}
