/** Columns of a table that together name one row of it, or a few: `{ Trip: [["id"], ["slug"]] }`. */
export type Keys = Record<string, readonly (readonly string[])[]>;

/**
 * The tables of which a statement reads every row that fits, however many there are; none where it reads a page (`limit`),
 * one row of figures, or rows that are named by their keys: given ones, or those of a row that is named so. Reads SQL as
 * far as this product writes it; what it does not understand counts as a list that is read whole.
 */
export function unboundedLists(statement: string, keys: Keys): string[] {
  const { text, brackets } = withoutBrackets(statement);
  const [, before = "", main = text] = /^with (.*? #\d+#) ((?:select|insert|update|delete|#).*)$/.exec(text) ?? [];
  const named = [...before.matchAll(/(\S+) as (?:not )?(?:materialized )?(#\d+#)/g)];
  const queries = new Map(named.map(([, name = "", query = ""]) => [bare(name), inFull(query, brackets)]));
  const parts = main
    .split(/ union (?:all )?/)
    .map((part) => (isBracket(part) ? brackets[numberOf(part)]!.trim() : part));
  return parts.flatMap((part) => wholeTables(part, { brackets, queries, keys }));
}

type Known = { brackets: string[]; queries: Map<string, string>; keys: Keys };
type Table = { name: string; alias: string; query?: string };
type Condition = { text: string; only?: string };
type Equality = { alias: string; column: string; to?: string; only?: string };

function wholeTables(text: string, known: Known): string[] {
  const isRead = text.startsWith("select") || /^(?:update|delete)\b.*\breturning\b/.test(text);
  if (!isRead || /\blimit\b/.test(text)) return [];
  const parts = partsOf(text);
  if (!parts || isFigures(parts, known)) return [];
  const { tables, conditions } = sourcesOf(parts.from, known);
  const where = conjuncts(parts.where, known).map((text) => ({ text }));
  const equalities = [...conditions, ...where].flatMap((given) => equalitiesOf(given, tables));
  const queries = tables.filter(({ query }) => query !== undefined && unboundedLists(query, known.keys).length === 0);
  const named = new Set(queries.map(({ alias }) => alias));
  for (let before = -1; before < named.size; ) {
    before = named.size;
    for (const { name, alias } of tables)
      if (isNamed(alias, known.keys[name] ?? [], { equalities, named })) named.add(alias);
  }
  // As many groups as rows that they are made by.
  const groups = parts.groups?.split(",").map((column) => columnOf(column, tables)?.alias ?? "");
  if (groups?.every((alias) => named.has(alias))) return [];
  return tables.filter(({ alias }) => !named.has(alias)).map(({ name }) => name);
}

/** Whether one of a table's keys is given: each of its columns equals a value, or a column of a row that is named. */
function isNamed(alias: string, keys: Keys[string], by: { equalities: Equality[]; named: Set<string> }): boolean {
  const own = by.equalities.filter((each) => each.alias === alias && (each.only ?? alias) === alias);
  const isGiven = ({ to }: Equality) => to === undefined || by.named.has(to);
  return keys.some((columns) => columns.every((column) => own.some((each) => each.column === column && isGiven(each))));
}

type Parts = { selected: string; from: string; where: string; groups?: string };

/** The statement's parts; none for one that reads no table. */
function partsOf(text: string): Parts | undefined {
  const part = (begin: RegExp) => new RegExp(`${begin.source} (.*?)(?=${ends.source}|$)`).exec(text)?.[1];
  const changed = part(/^(?:update|delete from)/);
  const from = [changed, text.startsWith("delete") ? undefined : part(/ from/)].filter((each) => each !== undefined);
  if (from.length === 0) return undefined;
  const selected = changed === undefined ? (part(/^select(?: distinct)?/) ?? "") : "";
  return { selected, from: from.join(", "), where: part(/ where/) ?? "", groups: part(/ group by/) };
}

const ends = / (?:from|set|where|group by|having|order by|for (?:no key )?(?:update|share)|returning)\b/;

/** One row, whatever there is: sums and counts over everything. */
function isFigures({ selected, groups }: Parts, { brackets }: Known): boolean {
  const figure = /\b(count|sum|min|max)\(|^(''|null|true|false)$/;
  return groups === undefined && selected.split(", ").every((column) => figure.test(inFull(column, brackets)));
}

function sourcesOf(from: string, known: Known): { tables: Table[]; conditions: Condition[] } {
  const tables: Table[] = [];
  const conditions: Condition[] = [];
  for (const source of from.replaceAll(/ ((?:inner |left |cross )?join) (?:lateral )?/g, ", $1 ").split(", ")) {
    const [, join = "", what = ""] = /^((?:inner |left |cross )?join )?(.*)$/.exec(source.trim()) ?? [];
    const [written = "", on = ""] = what.split(" on ");
    const [name = "", alias = name] = written.trim().split(/ (?:as )?/);
    const query = isBracket(name) ? inFull(brackets(name, known), known.brackets) : known.queries.get(bare(name));
    const table = { name: bare(name), alias: bare(alias), query };
    tables.push(table);
    // What a left join asks for picks rows of its own table only.
    const only = join.startsWith("left") ? table.alias : undefined;
    conditions.push(...conjuncts(on, known).map((text) => ({ text, only })));
  }
  return { tables, conditions };
}

/** The conditions of which all hold. */
function conjuncts(condition: string, known: Known): string[] {
  const text = condition.trim();
  if (isBracket(text)) return conjuncts(brackets(text, known), known);
  if (/ or /.test(text)) return [];
  return text.split(" and ").flatMap((part) => (isBracket(part) ? conjuncts(part, known) : [part.trim()]));
}

/** `column = value`, `column = any(values)`, `column in (values)` and `column = column`, which holds both ways. */
function equalitiesOf({ text, only }: Condition, tables: Table[]): Equality[] {
  const [, left = "", operator = "", right = ""] = /^(\S+) (=|in) (.+)$/.exec(text) ?? [];
  const [one, other] = [columnOf(left, tables), columnOf(right, tables)];
  if (one && other)
    return [
      { ...one, to: other.alias, only },
      { ...other, to: one.alias, only },
    ];
  const isGiven = operator === "in" || /^(\$\d+$|'|any#)/.test(right);
  return one && isGiven ? [{ ...one, only }] : [];
}

function columnOf(text: string, tables: Table[]): { alias: string; column: string } | undefined {
  const [, alias, column] = /^(?:("?\w+"?)\.)?("?[a-zA-Z]\w*"?)$/.exec(text.trim()) ?? [];
  return (column && { alias: bare(alias ?? tables[0]!.alias), column: bare(column) }) || undefined;
}

/** Puts what stands in brackets aside (`#3#`) and empties what stands in quotes: what is left is the statement's own words. */
function withoutBrackets(statement: string): { text: string; brackets: string[] } {
  const brackets: string[] = [];
  const bare = statement.replaceAll(/\/\*.*?\*\/|--[^\n]*/gs, " ").replaceAll(/'(?:[^']|'')*'/g, "''");
  let text = bare.replaceAll(/\s+/g, " ");
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replaceAll(/\(([^()]*)\)/g, (_, content: string) => `#${brackets.push(content.trim()) - 1}#`);
  }
  return { text: text.trim(), brackets };
}

function inFull(text: string, brackets: string[]): string {
  const opened = text.replaceAll(/#(\d+)#/g, (_, at: string) => `(${brackets[Number(at)]})`);
  return opened === text ? text : inFull(opened, brackets);
}

const isBracket = (text: string) => /^#\d+#$/.test(text.trim());
const numberOf = (bracket: string) => Number(bracket.trim().slice(1, -1));
const brackets = (bracket: string, known: Known) => known.brackets[numberOf(bracket)] ?? "";
const bare = (name: string) => name.replaceAll('"', "");
