import { inspect, types } from "node:util";
import { briefJson } from "./brief-json.ts";
import { cut, type Redact } from "./redact.ts";

/** An error as a run keeps it. */
export type Failure = { message: string; stack: string };

const longestMessage = 2000;
const longestStack = 20_000;
/** A text is cut to this before anything is looked for in it, whatever was thrown. */
const longestText = 4 * longestStack;
/** And to this where it is one of several messages. */
const longestPart = 4 * longestMessage;
const deepestCause = 8;
/** A shorter first line at another message's end may be chance. */
const shortestRepeated = 10;
/** Of the members of an AggregateError, the first ones are shown, and of their own members as deep as this. */
const mostMembers = 10;
const deepestMember = 2;

/**
 * Describes anything that was thrown, and never throws itself: a run that cannot be described could not be closed. The
 * message joins the chain of causes; the stack shows each of them, and the members of an AggregateError. The values of a
 * failed query, which its message repeats, are left out.
 */
export function describeFailure(thrown: unknown, redact: Redact): Failure {
  const chain = causes(thrown);
  const messages = chain
    .map((link) => messageOf(link).slice(0, longestPart))
    .filter((message, index, all) => !all.slice(0, index).some((earlier) => repeats(earlier, message)));
  return {
    message: cut(redact(withoutMarks(messages.join(": ")), longestMessage), longestMessage),
    stack: cut(
      redact(withoutMarks(chain.map((link) => stackOf(link)).join("\nCaused by: ")), longestStack),
      longestStack,
    ),
  };
}

/** What nobody sees and what turns the line around it. An error may repeat a stranger's words. */
const marks = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text of somebody else, as it looks. */
export function withoutMarks(text: string): string {
  return text.replace(marks, "");
}

/** True where an error's message has its cause's in it, or at least the first line: whoever wraps an error often takes over that. */
function repeats(message: string, cause: string): boolean {
  if (message.includes(cause)) return true;
  const [first = ""] = cause.split("\n", 1);
  return first.length >= shortestRepeated && message.endsWith(first);
}

/** Any value as a text, on a best effort: code that belongs to it and throws costs its words, not the run. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return start(value);
  return attempt(
    () => briefJson(value, longestPart) ?? start(inspect(value, { depth: 0, maxStringLength: longestMessage })),
    () => `a value that cannot be described (${typeof value})`,
  );
}

function causes(thrown: unknown): unknown[] {
  const chain = [thrown];
  while (chain.length < deepestCause) {
    const last = chain.at(-1);
    const cause = isError(last) ? read(last, "cause") : undefined;
    if (cause === undefined || cause === null || chain.includes(cause)) break;
    chain.push(cause);
  }
  return chain;
}

function messageOf(thrown: unknown, depth = 0): string {
  if (!isError(thrown)) return `${quoted(thrown)} was thrown, which is not an Error`;
  const message = withoutValues(thrown, given(thrown, "message"));
  if (message) return message;
  // Node's own error for a refused connection to several addresses has members but no text.
  const members = depth < deepestMember ? membersOf(thrown) : [];
  if (members.length > 0) return start(members.map((member) => messageOf(member, depth + 1)).join("; "));
  return given(thrown, "code") || given(thrown, "name") || "an Error that says nothing";
}

function stackOf(thrown: unknown, depth = 0): string {
  if (!isError(thrown)) return messageOf(thrown);
  const own = withoutValues(thrown, given(thrown, "stack") || `${given(thrown, "name")}: ${messageOf(thrown)}`);
  const members = depth < deepestMember ? membersOf(thrown) : [];
  return start(
    [own, ...members.map((member) => `  * ${stackOf(member, depth + 1).replaceAll("\n", "\n    ")}`)].join("\n"),
  );
}

function membersOf(thrown: object): unknown[] {
  return attempt(
    () => (thrown instanceof AggregateError && Array.isArray(thrown.errors) ? thrown.errors.slice(0, mostMembers) : []),
    () => [],
  );
}

/** Also an error of another realm, and a Proxy only where it lets itself be asked. */
/** True of any Error, also one of another realm; never throws. */
export function isError(value: unknown): value is object {
  return attempt(
    () => value instanceof Error || types.isNativeError(value),
    () => false,
  );
}

/** A property as a text, or nothing where there is none; it may be anything, and reading it may throw. */
function given(thrown: object, key: string): string {
  const value = read(thrown, key);
  return value === undefined || value === null || value === "" ? "" : textOf(value);
}

function read(thrown: object, key: string): unknown {
  return attempt(
    () => (thrown as Record<string, unknown>)[key],
    () => undefined,
  );
}

/** Query builders put the SQL and every value into the message; people's addresses do not belong in a run's row. */
function withoutValues(error: object, text: string): string {
  if (read(error, "params") === undefined || !text.includes("\nparams:")) return text;
  const frames = text.search(/\n[ \t]+at /);
  return text.slice(0, text.indexOf("\nparams:")) + (frames < 0 ? "" : text.slice(frames));
}

function quoted(thrown: unknown): string {
  return typeof thrown === "string" ? `"${start(thrown)}"` : textOf(thrown);
}

function start(text: string): string {
  return text.length <= longestText ? text : text.slice(0, longestText).toWellFormed();
}

function attempt<Result>(get: () => Result, otherwise: () => Result): Result {
  try {
    return get();
  } catch {
    return otherwise();
  }
}
