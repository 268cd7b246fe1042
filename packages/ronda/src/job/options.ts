import { DefinitionError, rejectUnknownOptions } from "./definition.ts";

/** Looks at the value of one option: what is wrong with it and what was meant, as the rest of a sentence; nothing where it is right. */
export type Rule = (value: unknown) => string | undefined;

/**
 * Throws {@link DefinitionError} unless `given` is an object whose every option is known and right. Whatever else goes wrong
 * while the options are read, such as a getter that throws, ends as one too.
 */
export function checkOptions(where: string, given: unknown, rules: Readonly<Record<string, Rule>>): void {
  if (!isObject(given)) {
    const options = Object.keys(rules).slice(0, 3).join(", ");
    throw new DefinitionError(`${where}: give its options in one object, { ${options}, … }, not ${kindOf(given)}`);
  }
  try {
    rejectUnknownOptions(where, given, Object.keys(rules));
  } catch (error) {
    throw asDefinitionError(`${where}: the options cannot be read`, error);
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (rule !== unread) checkOption(`${where}: ${name}`, () => rule(given[name]));
  }
}

function checkOption(where: string, look: () => string | undefined): void {
  let problem: string | undefined;
  try {
    problem = look();
  } catch (error) {
    throw asDefinitionError(`${where} cannot be read`, error);
  }
  if (problem) throw new DefinitionError(`${where} ${problem}`);
}

/** Reads what no rule has looked into; what goes wrong ends as a {@link DefinitionError}. */
export function reading<Value>(what: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw asDefinitionError(`${what} cannot be read`, error);
  }
}

function asDefinitionError(what: string, cause: unknown): DefinitionError {
  return cause instanceof DefinitionError ? cause : new DefinitionError(what, { cause });
}

/** An option that is not even read. */
export const unread: Rule = () => undefined;

/**
 * The value must be there and be accepted; `meant` ends the sentence "must be …". What was given is not repeated, since it
 * may be a secret, or one that was put in the wrong place; `tell` {@link wordOf} repeats it, for what can be none.
 */
export function must(meant: string, accepts: (value: unknown) => boolean, tell = kindOf): Rule {
  return (value) => {
    if (value === undefined) return `is missing; it must be ${meant}`;
    return accepts(value) ? undefined : `is ${tell(value)}, but must be ${meant}`;
  };
}

/** The option may be left out. */
export function optional(rule: Rule): Rule {
  return (value) => (value === undefined ? undefined : rule(value));
}

/** A text that says something. */
export function text(meant: string, tell = kindOf): Rule {
  return must(meant, (value) => typeof value === "string" && value.trim() !== "", tell);
}

/** Something that can be called. */
export function callable(meant: string): Rule {
  return must(meant, (value) => typeof value === "function");
}

/** A number, neither NaN nor infinite. */
export function number(meant: string): Rule {
  return must(meant, Number.isFinite, wordOf);
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Rule {
  const list = words.map((word) => `"${word}"`).join(" or ");
  return (value) => (words.includes(value as string) ? undefined : `is ${list}, not ${wordOf(value)}`);
}

/** A list, each item of which follows the rule; the first that does not is named by its place. */
export function listOf(meant: string, rule: Rule): Rule {
  const list = must(meant, Array.isArray);
  return (value) => {
    const problem = list(value);
    if (problem) return problem;
    for (const [index, item] of (value as unknown[]).entries()) {
      const wrong = rule(item);
      if (wrong) return `has a wrong item: [${index}] ${wrong}`;
    }
    return undefined;
  };
}

/** An object with these methods, such as `query` and `connect`. */
export function having(methods: readonly string[], meant: string): Rule {
  return (value) => {
    if (!isObject(value) && typeof value !== "function") return must(meant, () => false)(value);
    const missing = methods.find((method) => typeof (value as Record<string, unknown>)[method] !== "function");
    return missing && `has no ${missing}(), but must be ${meant}`;
  };
}

/** Throws {@link DefinitionError} unless `engine` has those methods: what `createRonda` made, or what stands for it. */
export function checkEngine(where: string, engine: unknown, methods: readonly string[]): void {
  checkOption(`${where}: the engine`, () => having(methods, "the engine that createRonda made")(engine));
}

/** An object of options of its own. */
export function objectOf(meant: string, rules: Readonly<Record<string, Rule>>): Rule {
  return (value) => {
    if (!isObject(value)) return must(meant, () => false)(value);
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(rules, key));
    if (unknown !== undefined) return `has an unknown option ${JSON.stringify(unknown)}; it must be ${meant}`;
    for (const [name, rule] of Object.entries(rules)) {
      const wrong = rule(value[name]);
      if (wrong) return `is wrong: ${name} ${wrong}`;
    }
    return undefined;
  };
}

/** An object of texts. */
export function textsBy(meant: string): Rule {
  const isTexts = (value: unknown) => isObject(value) && Object.values(value).every((item) => typeof item === "string");
  return must(meant, isTexts);
}

/** What a value is, in two or three words that repeat nothing of it: a short word is a secret as well as a long one. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "string") return value === "" ? "an empty text" : "a text";
  if (typeof value === "object") return isArray(value) ? "an array" : "an object";
  return typeof value === "boolean" ? `${value}` : `a ${typeof value}`;
}

/** The same for the value of an option that holds no secret: a number and a word are repeated. */
export function wordOf(value: unknown): string {
  if (typeof value === "number") return `${value}`;
  return typeof value === "string" && /^[\w/+-]{1,16}$/.test(value) ? `"${value}"` : kindOf(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !isArray(value);
}

/** A proxy whose target is gone is neither. */
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
