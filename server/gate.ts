import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { limits } from "#limits.ts";
import { refusedCall, refusedPlainForm } from "./action-arguments.ts";
import type { Action, Actions, IsPage } from "./actions.ts";
import { isForeign, refusedByHead } from "./admission.ts";
import { type BodyRule, bodyRule, isUpload, takesPlainForm } from "./body-rules.ts";
import { hasBody } from "./crumbs.ts";
import { type FormFields, formParts } from "./form-parts.ts";
import { jsonDepth } from "./json-depth.ts";
import { type BodyRead, boundUnread, readBody } from "./read-body.ts";
import type { Refusal } from "./refusals.ts";
import { refuse } from "./refuse.ts";
import { replay } from "./replay.ts";
import { typedValues } from "./typed-values.ts";

/** Works on a request; resolves when its body need no longer be in memory. */
type PassOn = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a request is, as far as the front has to know. */
type Asked = {
  path: string;
  isApi: boolean;
  hasPage: boolean;
  actionId: string | undefined;
  action: Action | undefined;
};

/** What the app was built with, as far as the front has to know. */
type Build = { actions: Actions; isPage: IsPage };

/**
 * Lets through what the app can work on in a bounded time: every head is looked at, every body read whole within its
 * bounds and checked, before anything else parses it. The rest is answered here, in words and with a 4xx.
 */
export function gate({ actions, isPage }: Build, passOn: PassOn): RequestListener {
  return async (request, response) => {
    const refusal = refusedByHead(request);
    if (refusal) return refuse(request, response, refusal);
    const asked = ask(request, { actions, isPage });
    const early = refusedUnread(request, asked);
    if (early) return refuse(request, response, early);
    if (!hasBody(request)) return void passOn(request, response);
    const rule = ruleOf(request, asked);
    if (typeof rule === "string") return refuse(request, response, rule);
    if (request.headers.expect) response.writeContinue();
    if (rule.kind === "upload") return void passOn(boundUnread(request, response), response);
    const read = await readChecked(request, rule, { asked, actions });
    if (read.ok) return void passOn(replay(request, read.body), response).finally(read.release);
    refuse(request, response, read.reason, typedValues(read.fields));
  };
}

function ask({ method, url = "", headers }: IncomingMessage, { actions, isPage }: Build): Asked {
  const path = url.split("?", 1)[0]!;
  const named = headers["next-action"];
  const actionId = method === "POST" && named !== undefined ? String(named) : undefined;
  const isApi = path.startsWith("/api/");
  return { path, isApi, hasPage: !isApi && isPage(path), actionId, action: actions.get(actionId ?? "") };
}

/** What can be said before a body is looked at. Routes below `/api/` answer for their own methods and senders. */
function refusedUnread(request: IncomingMessage, asked: Asked): Refusal | undefined {
  const { path, isApi, hasPage, actionId, action } = asked;
  const { method = "" } = request;
  if (["GET", "HEAD"].includes(method)) return undefined;
  if ((!isApi || isUpload(path)) && isForeign(request)) return "foreign";
  if (isApi) return undefined;
  if (method !== "POST") return "bad-method";
  if (actionId !== undefined && !action) return "unknown-action";
  // Next would do what it says, and then answer that there is nothing at its address.
  if (actionId !== undefined && !hasPage) return "no-page";
  if (!hasBody(request)) return actionId === undefined ? "bad-method" : "unreadable";
  return undefined;
}

/** What the body may be, as far as the head tells. */
function ruleOf({ method, headers }: IncomingMessage, { path, actionId }: Asked): BodyRule | Refusal {
  const contentType = headers["content-type"];
  const rule = bodyRule({ path, method: method!, contentType, isAction: actionId !== undefined });
  if (typeof rule === "string") return rule;
  // Nothing here would decode it, and what is small when packed need not be small.
  if (!["identity", undefined].includes(headers["content-encoding"])) return "wrong-type";
  return Number(headers["content-length"] ?? 0) > rule.mostBytes ? "too-large" : rule;
}

type Context = { asked: Asked; actions: Actions };
/** `fields` are there where they could be read. */
type Refused = { ok: false; reason: Refusal; fields?: FormFields };

async function readChecked(
  request: IncomingMessage,
  { kind, mostBytes }: BodyRule,
  { asked, actions }: Context,
): Promise<Extract<BodyRead, { ok: true }> | Refused> {
  const contentType = request.headers["content-type"] ?? "";
  const form = kind === "form" ? formParts(contentType) : undefined;
  if (kind === "form" && !form) return { ok: false, reason: "unreadable" };
  const read = await readBody(request, { mostBytes, look: form?.write });
  if (!read.ok) {
    form?.stop();
    return read;
  }
  const refused = (reason: Refusal, fields?: FormFields): Refused => {
    read.release();
    return { ok: false, reason, fields };
  };
  const fields = await form?.end();
  if (typeof fields === "string") return refused(fields);
  if (kind === "form" && takesPlainForm(asked.path)) return read;
  const refusal = asked.isApi
    ? refusedJson(read.body)
    : await refusedAction(read.body, { ...asked, fields, actions, contentType });
  return refusal ? refused(refusal, fields) : read;
}

function refusedJson(body: Buffer): Refusal | undefined {
  return jsonDepth(body) > limits.json.deepest ? "too-deep" : undefined;
}

type Sent = Asked & { fields: FormFields | undefined; actions: Actions; contentType: string };

async function refusedAction(
  body: Buffer,
  { action, hasPage, fields, actions, contentType }: Sent,
): Promise<Refusal | undefined> {
  if (action) {
    if (!fields) return refusedCall(action, body.toString());
    const [args, ...more] = fields.filter(([name]) => name === "0");
    return args && more.length === 0 ? refusedCall(action, args[1], fields) : "unreadable";
  }
  const refusal = refusedPlainForm(fields ?? [], actions) ?? (hasPage ? undefined : "no-page");
  if (refusal) return refusal;
  // Next reads these forms, unlike those of scripts, with the parser of `fetch`, which is stricter in places.
  const again = new Response(new Uint8Array(body), { headers: { "content-type": contentType } });
  return again.formData().then(
    () => undefined,
    () => "unreadable",
  );
}
