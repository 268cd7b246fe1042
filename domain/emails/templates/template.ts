import { render } from "@react-email/render";
import type { Locale } from "#texts/format.ts";
import type { Values, Wording } from "#texts/letter.ts";
import { letterElement } from "./letter.ts";

/** What a mail says, ready to be queued. */
export type Rendered = { subject: string; html: string; text: string };

/** One kind of mail. */
export type Template<Props, Gaps extends Values = Values> = {
  /** Who gets it, for the table of docs/domain.md. */
  to: string;
  /** What it follows from. */
  when: string;
  /** Whether it goes to addresses that nobody has confirmed, too: then it may say nothing that somebody typed. */
  toUnconfirmed: boolean;
  /** What the domain may tell it; tests render each. */
  examples: () => readonly Props[];
  /** True where the body holds a one-time link: it is blanked as soon as the mail is sent or dead. */
  secret: boolean;
  /** `wording` is the letter in that language: `texts/<language>/letters`. */
  render: (props: Props, locale: Locale, wording: Wording<Gaps>) => Promise<Rendered>;
};

/**
 * A mail without its words, which stand in `texts/<language>/letters`. `values` turns what the domain knows into the texts of
 * their gaps; the wording is laid out by the mail library once, because that costs milliseconds, and after that only its gaps
 * are filled. Wording therefore sees opaque marks. `examples` are what the domain may tell, literally: a word of few stays
 * that word.
 */
export function defineTemplate<Props, Gaps extends Values, const Example extends Props>(options: {
  to: string;
  when: string;
  toUnconfirmed: boolean;
  examples: () => readonly Example[];
  secret?: boolean;
  values: (props: Props, locale: Locale) => Gaps;
}): Template<Props, Gaps> {
  // By the wording itself: a test may bring another one for a language.
  const compiled = new Map<Wording<Gaps>, Map<string, Promise<Compiled>>>();
  const { to, when, toUnconfirmed, examples, secret = false } = options;
  return {
    to,
    when,
    toUnconfirmed,
    examples,
    secret,
    render: async (props, locale, wording) => {
      const values = options.values(props, locale);
      const present = Object.keys(values).filter((name) => values[name] !== undefined);
      const layouts = getOrMake(compiled, wording, () => new Map<string, Promise<Compiled>>());
      const layout = getOrMake(layouts, present.join(" "), () => compile(wording, present, locale));
      return fill(await layout, values);
    },
  };
}

function getOrMake<Key, Value>(made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

/** Text with gaps: literal pieces at even places, names of values at odd ones. */
type Pieces = string[];
type Compiled = { subject: Pieces; html: Pieces; text: Pieces };

async function compile<Gaps extends Values>(wording: Wording<Gaps>, names: string[], locale: Locale) {
  const marks = Object.fromEntries(names.map((name, index) => [name, `${open}${index}${close}`])) as Gaps;
  const subject = wording.subject(marks);
  const element = letterElement(wording.letter(marks), locale);
  const html = await render(element);
  const text = await render(element, {
    plainText: true,
    htmlToTextOptions: { selectors: [{ selector: "h1", options: { uppercase: false } }] },
  });
  const pieces = (marked: string) => marked.split(mark).map((piece, at) => (at % 2 ? names[Number(piece)]! : piece));
  return { subject: pieces(subject), html: pieces(html), text: pieces(text) };
}

// Private-use characters around a number: no library escapes, wraps or changes the case of them.
const open = "\uE000";
const close = "\uE001";
const mark = /\uE000(\d+)\uE001/;

/** Values are put between the pieces and never searched again, so that no value can pass for a gap. */
function fill(compiled: Compiled, values: Values): Rendered {
  const join = (pieces: Pieces, write: (value: string) => string) =>
    pieces.map((piece, at) => (at % 2 ? write(values[piece] ?? "") : piece)).join("");
  return {
    subject: join(compiled.subject, oneLine),
    html: join(compiled.html, escapeHtml),
    text: join(compiled.text, printable),
  };
}

/** A header has no second line: a name with a line break must not become another header. */
function oneLine(value: string): string {
  return printable(value).replace(/\s+/g, " ");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(value: string): string {
  return printable(value).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Without the control characters that PostgreSQL (NUL) or a mail reader would stumble over. */
function printable(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  return value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
}
