import { DefinitionError } from "../job/definition.ts";
import { callable, checkOptions, listOf, must, optional, type Rule, text, wordOf } from "../job/options.ts";
import type { Watch, WatchOptions } from "../types.ts";

const longestName = 100;

/** Marks what {@link defineWatch} made. Registered, because a bundler may put a copy of this module into each bundle. */
const made: unique symbol = Symbol.for("ronda.watch");

const rules: Record<keyof WatchOptions, Rule> = {
  name: text('a kebab-case name, such as "parcels-waiting": the name that incidents carry', wordOf),
  description: must('what it looks for, in one line: "Parcels that wait", or one a locale', isText),
  sentence: must(
    "what to say of what it found: a sentence, or one a locale, each a text or (found, words) => …",
    isSentence,
  ),
  jobs: optional(
    listOf('the names of the jobs that keep it empty, such as ["send-parcels"]', text("a job's name", wordOf)),
  ),
  find: callable("the function that looks, and gives { count, oldestAt, href }"),
};

/**
 * Declares a watch: a rule over the state of your data that should never find anything. The patrol looks once a minute; what
 * it finds, or that it could not look, is an incident like any.
 *
 * Throws {@link DefinitionError} that names the watch, what is wrong and what would be right.
 */
export function defineWatch(given: WatchOptions): Watch {
  const where = whereOf(given);
  checkOptions(where, given, rules);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given.name) || given.name.length > longestName)
    throw new DefinitionError(
      `${where}: a name is kebab-case, such as "parcels-waiting", of at most ${longestName} letters`,
    );
  const { name, description, sentence, jobs, find } = given;
  return Object.freeze({ [made]: true, name, description, sentence, ...(jobs ? { jobs: [...jobs] } : {}), find });
}

/** True of what {@link defineWatch} made, and of a copy of it with another `find`. */
export function isWatch(value: unknown): value is Watch {
  return typeof value === "object" && value !== null && made in value;
}

/** Throws {@link DefinitionError} when two watches have one name. */
export function checkUniqueWatches(watches: readonly Watch[]): void {
  const seen = new Set<string>();
  for (const { name } of watches) {
    if (seen.has(name)) throw new DefinitionError(`two watches are called "${name}"; incidents carry the name`);
    seen.add(name);
  }
}

function whereOf(given: unknown): string {
  try {
    const { name } = given as { name: unknown };
    return typeof name === "string" && name !== "" ? `watch "${name.slice(0, longestName)}"` : "defineWatch";
  } catch {
    return "defineWatch";
  }
}

function isText(value: unknown): boolean {
  const texts = typeof value === "string" ? [value] : Object.values(value ?? {});
  return texts.length > 0 && texts.every((each) => typeof each === "string" && each.trim() !== "");
}

function isSentence(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  if (typeof value !== "object" || value === null) return false;
  const texts = Object.values(value);
  return texts.length > 0 && texts.every((each) => typeof each === "function" || isText(each));
}
