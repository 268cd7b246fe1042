/** What a mail holds, from top to bottom. Lines and facts that are undefined are left out. */
export type Letter = {
  heading: string;
  greeting: string;
  lines: (string | undefined)[];
  /** Label and value, under each other: amounts, dates, places. `href` is where the value leads. */
  facts?: [label: string, value: string | undefined, href?: string | undefined][];
  /** One value of several lines, each shown on a line of its own. */
  list?: string;
  button?: { label: string; href: string };
  /** Small print below the button. */
  note?: string;
};

/** What stands in the gaps of a letter. A value that is absent takes the lines that mention it along. */
export type Values = Record<string, string | undefined>;

/** A mail's words in one language: they may place a value or test whether it is there, not look into it. */
export type Wording<Gaps extends Values> = {
  subject: (values: Gaps) => string;
  letter: (values: Gaps) => Letter;
};

type Gaps<Always extends string, Sometimes extends string> = Record<Always, string> &
  Partial<Record<Sometimes, string>>;

/**
 * A mail's words in the first language, with the names of the gaps that every language fills in and the mail's template
 * has values for; `Sometimes` are those that may be absent.
 */
export function wording<Always extends string, Sometimes extends string = never>(
  words: Wording<Gaps<Always, Sometimes>>,
): Wording<Gaps<Always, Sometimes>> {
  return words;
}
