/** HTML that may be sent as it is. Only {@link html} makes it, so that every text in it has been escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What stands between the pieces of a template: text is escaped, HTML is not, and nothing is nothing. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/** A piece of a page. Every value is escaped unless it is HTML itself, whether it stands in a text or in a quoted attribute. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Html {
  return new Html(strings.reduce((text, string, index) => text + textOf(values[index - 1]) + string));
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Control characters, which HTML has no place for; tab and line feed stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/** A text as HTML that shows exactly it. */
export function escaped(text: string): string {
  return text.replace(controls, "").replace(/[&<>"']/g, (letter) => entities[letter]!);
}

function textOf(value: Piece): string {
  if (value instanceof Html) return value.text;
  if (value === null || value === undefined || value === false) return "";
  return typeof value === "object" ? value.map(textOf).join("") : escaped(String(value));
}

/** One of our own sentences, with what stands between backticks as code. */
export function withCode(sentence: string): Html {
  const parts = sentence.split("`");
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
