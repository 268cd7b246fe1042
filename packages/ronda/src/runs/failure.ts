import type { Redact } from "./redact.ts";

/** An error as a run keeps it. */
export type Failure = { message: string; stack: string };

const longestMessage = 2000;
const longestStack = 20_000;
const deepestCause = 8;

/**
 * Describes anything that was thrown. The message joins the chain of causes; the stack shows each of them, and the
 * members of an AggregateError. The values of a failed query, which its message repeats, are left out.
 */
export function describeFailure(thrown: unknown, redact: Redact): Failure {
  const chain = causes(thrown);
  const messages = chain.map(messageOf).filter((message, index, all) => !all[index - 1]?.includes(message));
  return {
    message: cut(redact(messages.join(": ")), longestMessage),
    stack: cut(redact(chain.map(stackOf).join("\nCaused by: ")), longestStack),
  };
}

function causes(thrown: unknown): unknown[] {
  const chain = [thrown];
  while (chain.length < deepestCause) {
    const last = chain.at(-1);
    if (!(last instanceof Error) || last.cause === undefined || last.cause === null || chain.includes(last.cause))
      break;
    chain.push(last.cause);
  }
  return chain;
}

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `${textOf(thrown)} was thrown, which is not an Error`;
  const message = withoutValues(thrown, thrown.message);
  if (message) return message;
  // Node's own error for a refused connection to several addresses has members but no text.
  if (thrown instanceof AggregateError) return thrown.errors.map(messageOf).join("; ");
  return (thrown as { code?: string }).code ?? thrown.name;
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return messageOf(thrown);
  const own = withoutValues(thrown, thrown.stack ?? `${thrown.name}: ${thrown.message}`);
  if (!(thrown instanceof AggregateError)) return own;
  return [own, ...thrown.errors.slice(0, 10).map((member) => `  * ${stackOf(member).replaceAll("\n", "\n    ")}`)].join(
    "\n",
  );
}

/** Query builders put the SQL and every value into the message; people's addresses do not belong in a run's row. */
function withoutValues(error: Error, text: string): string {
  if (!("params" in error) || !text.includes("\nparams:")) return text;
  const frames = text.search(/\n\s+at /);
  return text.slice(0, text.indexOf("\nparams:")) + (frames < 0 ? "" : text.slice(frames));
}

function textOf(thrown: unknown): string {
  if (typeof thrown === "string") return `"${thrown}"`;
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return String(thrown);
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
