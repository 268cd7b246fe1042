/** A count with its noun, and whatever agrees with it, by the language's own rule: `1 mail was`, `2 mails were`. */
export type Plural = (count: number | string, forms: Forms) => string;

/** By the categories of CLDR; a language has `other` and what else it tells apart. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The one place where a language chooses between forms. A count may be written already, with separators of thousands. */
export function pluralIn(tag: string): Plural {
  const rules = new Intl.PluralRules(tag);
  return (count, forms) => {
    const number = typeof count === "number" ? count : Number(count.replace(/\D/g, ""));
    return `${count} ${forms[rules.select(number)] ?? forms.other}`;
  };
}
