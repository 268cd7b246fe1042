import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { contactSettings } from "#tests/contact-settings.ts";
import { languageOf, locales } from "#texts/index.ts";

/** What somebody sees or hears of a page, a line each block; what says itself that it is in another language, and mails, apart. */
export function shownText(): string {
  const isOther = (element: Element) => element.closest("script, style, svg, iframe, noscript, pre, body [lang]");
  const isInline = (element: Element) => getComputedStyle(element).display.startsWith("inline");
  const textOf = (element: Element): string =>
    [...element.childNodes]
      .map((node) => {
        if (node instanceof Text) return node.data.replaceAll("\n", " ");
        return node instanceof HTMLElement && !isOther(node) && isInline(node) ? textOf(node) : " ";
      })
      .join("");
  const elements = [...document.querySelectorAll("title, body, body *")].filter((element) => !isOther(element));
  return elements
    .flatMap((element) => [
      ...["aria-label", "title", "alt", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
      element instanceof HTMLElement && isInline(element) ? "" : textOf(element),
    ])
    .join("\n");
}

/** What people call themselves, their trips and banks, and how every language writes days and times. */
const data = [
  /\S*W{5,}\S*/g,
  /\bST-[0-9A-F]+\b|\bTF-[0-9A-Z]+\b/g,
  // What the audit log calls a step and a row, for whoever looks it up in the code, and the note of `fillWithLongWords`.
  /\b[a-z]+\.[a-z-]+\s+·\s+[A-Z]\w+\s+[0-9a-f-]{36}/g,
  /^\s*note\s*$/g,
  /\b(?:PT )?SeTrip(?: Indonesia)?\b|\bBCA\b|\bRp\b|\bWI[BT]A?\b|\bUTC\b|\bXLSX\b|\bCSV\b/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g,
  /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\b/g,
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b/g,
  /\bNaik\b|\bLewat Patak Banteng\b/g,
];

/** What stands in no brackets and is no data of this market. */
export function forgotten(text: string): string[] {
  const isShown = new RegExp(
    [
      ...languageNames(),
      ...Object.values(contactSettings),
      ...demoAccounts.flatMap(({ name, email, password }) => [name, email, password]),
      "booking-expired",
    ]
      .map(RegExp.escape)
      .join("|"),
    "g",
  );
  return text.split("\n").flatMap((line) => {
    let rest = line;
    for (let before = ""; before !== rest; ) [before, rest] = [rest, rest.replace(/\[[^[\]]*\]/g, " ")];
    for (const known of [...data, isShown]) rest = rest.replace(known, " ");
    return /\p{L}{2}/u.test(rest) ? [rest.replace(/\s+/g, " ").trim()] : [];
  });
}

/** As the switch writes them. */
function languageNames(): string[] {
  return locales.flatMap((locale) => [`${locale.toUpperCase()}, ${languageOf(locale).name}`, locale.toUpperCase()]);
}
