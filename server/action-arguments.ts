import { limits } from "#limits.ts";
import type { Action, Actions } from "./actions.ts";
import type { FormFields } from "./form-parts.ts";
import { jsonDepth } from "./json-depth.ts";
import type { Refusal } from "./refusals.ts";

/**
 * What a page of ours sends to a server action: the arguments as JSON, with `$…` for what JSON has no word for, and the
 * form's fields beside them. React decodes far more than that: files, streams, promises, maps, other actions, each a
 * way to make it work long or fail. Whatever no page of ours sends is refused before React sees it, and so is an action
 * that would be called with something else than it names. The last argument is the form; before it comes the form's
 * last state; before that what the action was bound to on the server, which is text.
 */

/** No text that an action is bound to is longer: a code, a slug. */
const mostBoundCharacters = 200;
/** React passes on what a button's handler is called with, as undefined, also to an action that names none of it. */
const mostArguments = 10;

/** A call by a script: `next-action` names the action, the arguments stand in the part `0`, or are the whole body. */
export function refusedCall(action: Action, args: string, fields: FormFields = []): Refusal | undefined {
  const form = fields.filter(([name]) => name !== "0");
  if (form.some(([name]) => !/^_1_/.test(name))) return "unreadable";
  return refusedArguments(args, { action, form: fields.length > 0 ? "$K1" : undefined });
}

/** A form as a browser without scripts sends it: hidden fields name the action and what it is bound to. */
export function refusedPlainForm(fields: FormFields, actions: Actions): Refusal | undefined {
  const named = fields.filter(([name]) => /^\$ACTION_(ID|REF)_/.test(name));
  if (named.length === 0) return "unreadable";
  for (const [name] of named) {
    const refused = name.startsWith("$ACTION_ID_")
      ? refusedUnbound(actions.get(name.slice("$ACTION_ID_".length)))
      : refusedBound(name.slice("$ACTION_REF_".length), fields, actions);
    if (refused) return refused;
  }
  return undefined;
}

function refusedUnbound(action: Action | undefined) {
  if (!action) return "unknown-action";
  return action.arguments > 1 || !action.takesForm ? "unreadable" : undefined;
}

/** `$ACTION_3:0` describes the action, `$ACTION_3:1` what it is bound to. */
function refusedBound(reference: string, fields: FormFields, actions: Actions) {
  const [described, ...more] = valuesOf(fields, `$ACTION_${reference}:0`);
  const [bound, ...others] = valuesOf(fields, `$ACTION_${reference}:1`);
  const rest = fields.filter(([name]) => name.startsWith(`$ACTION_${reference}:`) && !/:[01]$/.test(name));
  if (described === undefined || bound === undefined || more.length + others.length + rest.length > 0) {
    return "unreadable";
  }
  const id = /^\{"id":"([\da-f]+)","bound":"\$@1"\}$/.exec(described)?.[1];
  if (!id) return "unreadable";
  const action = actions.get(id);
  if (!action) return "unknown-action";
  return refusedArguments(bound, { action: { ...action, arguments: action.arguments - 1 }, isBoundOnly: true });
}

type Expected = { action: Action; form?: string; isBoundOnly?: boolean };

function refusedArguments(text: string, { action, form, isBoundOnly = false }: Expected): Refusal | undefined {
  const bytes = Buffer.from(text);
  if (bytes.length > limits.form.mostBytes) return "too-large";
  if (jsonDepth(bytes) > limits.json.deepest) return "too-deep";
  const args = parsed(text);
  if (!Array.isArray(args) || args.length > mostArguments) return "unreadable";
  const named = args.slice(0, action.arguments);
  const surplus = args.slice(action.arguments);
  if (named.length < action.arguments || !surplus.every((value) => value === "$undefined" || value === form)) {
    return "unreadable";
  }
  if (!isBoundOnly && action.takesForm && named.length > 0 && (form === undefined || named.pop() !== form)) {
    return "unreadable";
  }
  const state = action.takesForm && (isBoundOnly ? named.length > 0 : action.arguments > 1) ? [named.pop()] : [];
  return named.every(isBoundText) && isPlain(state, args) ? undefined : "unreadable";
}

function isBoundText(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value.length <= mostBoundCharacters &&
    !value.includes("\0") &&
    /^(?!\$)|^\$\$/.test(value)
  );
}

/** Whether a state holds nothing but JSON, what React writes for undefined, dates and numbers, and repeated parts. */
function isPlain(value: unknown, root: unknown): boolean {
  if (typeof value === "string") return isPlainText(value, root);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, part]) => !key.includes("\0") && isPlain(part, root));
}

const plainWords = ["$undefined", "$NaN", "$Infinity", "$-Infinity", "$-0"];

function isPlainText(text: string, root: unknown): boolean {
  if (!text.startsWith("$") || text.startsWith("$$") || plainWords.includes(text)) return true;
  if (/^\$D\d{4}-[\d:.TZ-]+$/.test(text) || /^\$n-?\d{1,40}$/.test(text)) return true;
  return /^\$0(:[^:]{1,100}){2,20}$/.test(text) && leadsTo(text.split(":").slice(1), root);
}

/** A value that occurs twice is sent once, and its second place names the path to the first. */
function leadsTo(path: string[], root: unknown): boolean {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "object" && value !== null;
}

function valuesOf(fields: FormFields, wanted: string): string[] {
  return fields.filter(([name]) => name === wanted).map(([, value]) => value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
