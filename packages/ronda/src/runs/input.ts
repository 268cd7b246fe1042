import { describeFailure } from "../record/failure.ts";
import { label } from "../record/label.ts";
import { hidden, type Redact } from "../record/redact.ts";
import type { InputSchema } from "../types/input.ts";
import type { InputIssue } from "../types.ts";
import { holdsHidden } from "./hidden-values.ts";
import { storedPayload } from "./payload.ts";

const mostIssues = 20;
const longestIssue = 200;
const longestPath = 200;
const deepestPath = 20;

const notItself = `It holds ${hidden}, which stands for a value that was not kept: give the value itself`;

/** An input that a job's schema does not accept. */
export class InputError extends Error {
  override name = "InputError";
  readonly issues: readonly InputIssue[];
  constructor(issues: readonly InputIssue[]) {
    super(`The input is not accepted: ${issues.map(issueInLine).join("; ")}`);
    this.issues = issues;
  }
}

/** What a schema makes of what was given. Throws {@link InputError}, also where the schema itself throws, and for what was hidden in a run. */
export async function readInput(schema: InputSchema, given: unknown, redact: Redact): Promise<unknown> {
  if (holdsHidden(given)) throw new InputError([{ path: "", message: notItself }]);
  const result = await validate(schema, given, redact);
  if (result.issues === undefined) return result.value;
  throw new InputError(
    result.issues.slice(0, mostIssues).map(({ message, path }) => ({
      path: pathInLine(path),
      message: redact(label(message, longestIssue), longestIssue),
    })),
  );
}

async function validate(schema: InputSchema, given: unknown, redact: Redact) {
  try {
    return await schema["~standard"].validate(given);
  } catch (error) {
    throw new InputError([{ path: "", message: label(describeFailure(error, redact).message, longestIssue) }]);
  }
}

type Path = readonly (PropertyKey | { readonly key: PropertyKey })[];

function pathInLine(path: Path = []): string {
  const segments = path.slice(0, deepestPath).map((segment) => (typeof segment === "object" ? segment.key : segment));
  return label(segments.map(String).join("."), longestPath);
}

/** What is wrong in one line, such as `customers.0.id: Required`. */
export function issueInLine({ path, message }: InputIssue): string {
  return path === "" ? message : `${path}: ${message}`;
}

/** The names of fields whose values are secrets, whatever they are. */
const secretName = /passw(?:or)?d|secret|authorization|api[_-]?key|token/i;

/** An input as its run keeps it: plain JSON without secrets, cut as payloads are. Null for what JSON has no text for. */
export function storedInput(value: unknown, redact: Redact): unknown {
  const { input, truncated } = storedPayload({ input: value });
  if (input === undefined) return null;
  const clean = withoutSecrets(input, redact);
  return truncated === undefined ? clean : { input: clean, truncated };
}

/** What is stored is plain, and at most a hundred levels deep. */
function withoutSecrets(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, redact));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, field]) => [
    redact(key),
    secretName.test(key) && field !== null ? hidden : withoutSecrets(field, redact),
  ]);
  return Object.fromEntries(entries);
}
