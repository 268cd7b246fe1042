import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  type ApiError,
  type ApiErrorName,
  apiError,
  testingAddressOnly,
  unknownKey,
  unverifiedDomain,
} from "./errors.ts";
import { createQuota, createRateLimit, type Quotas } from "./limits.ts";
import { createKeyMemory } from "./memory.ts";
import { domainOf, isApiError, type Message, readMessage } from "./messages.ts";

/** A mail that the stand-in accepted; nobody else will ever get it. */
export type CaughtMail = Message & { id: string; key: string | null; acceptedAt: Date };

/** What goes wrong with one call. `after` means that the mails had been accepted by then. */
export type Fault =
  | {
      kind: "error";
      name: ApiErrorName;
      message?: string;
      statusCode?: number;
      retryAfterSeconds?: number;
      when?: When;
    }
  /** An answer of somebody in between, such as a proxy: not JSON. */
  | { kind: "html"; statusCode: number; when?: When }
  | { kind: "cut"; when: When }
  /** No answer until the caller gives up. */
  | { kind: "silence"; when: When }
  /** A success whose body never ends. */
  | { kind: "endless"; when: When }
  /** An error that the table does not have yet. */
  | { kind: "news"; name: string; statusCode: number; message: string; when?: When }
  /** A permissive answer that rejects these mails, all of them unless told which. */
  | { kind: "rows"; message: string; rejects?: (mail: { to: string[] }) => boolean; when?: undefined };
type When = "before" | "after";

type Rejection = Extract<Fault, { kind: "rows" }>;

/** One call as it arrived: single or batch, with what was asked. */
export type Call = { path: string; key: string | null; mails: unknown[]; validation: string; at: number };

/** What this provider allows; everything unless told. */
export type ProviderOptions = {
  /** The only clock that quotas, memory of keys and mails see. */
  clock?: () => Date;
  /** Keys that may send; any that begins with `re_` unless told. */
  apiKeys?: string[];
  callsPerSecond?: number;
  quotas?: Quotas;
  /** Domains that may be sent from; any unless told. `resend.dev` may always write to `owner`, and to nobody else. */
  verifiedDomains?: string[];
  owner?: string;
  /** How long every answer takes. */
  latencyMs?: number;
  /** How many of the newest mails and calls to keep. */
  keep?: number;
};

/** A request without its connection, so that the provider is a function. */
export type Request = { method: string; path: string; headers: Record<string, string | undefined>; body: string };
/** What goes back; `cut` ends the connection without an answer, `silence` keeps it open without one, `endless` never stops writing. */
export type Response =
  | { status: number; headers: Record<string, string>; body: string }
  | "cut"
  | "silence"
  | "endless";

/** The stand-in without its server: answers calls, remembers mails. */
export type Provider = ReturnType<typeof createProvider>;

/** Resend's sending interface as a function of requests; state in memory. */
export function createProvider(options: ProviderOptions) {
  const clock = options.clock ?? (() => new Date());
  const keep = options.keep ?? 1_000;
  const state = {
    mails: [] as CaughtMail[],
    calls: [] as Call[],
    acceptedCount: 0,
    refusedForRate: 0,
    /** Faults of the next calls, first come first served. */
    faults: [] as Fault[],
    /** Decides a fault by what is in the call; asked when no queued fault is left. */
    faultFor: undefined as ((call: Call) => Fault | undefined) | undefined,
  };
  const memory = createKeyMemory(clock);
  const rate = createRateLimit(options.callsPerSecond);
  const quota = createQuota(options.quotas ?? {}, clock);

  async function answer(request: Request): Promise<Response> {
    const refusal = refuseAccess(request, options);
    if (refusal) return json(refusal.statusCode, refusal);
    if (request.path === "/domains") return json(200, domainList(options.verifiedDomains ?? []));
    const { refused, headers } = rate.arrive();
    if (refused) {
      state.refusedForRate++;
      return failed(apiError("rate_limit_exceeded"), headers);
    }
    if (request.method !== "POST") return failed(apiError("method_not_allowed"), headers);
    const response = await send(request);
    return typeof response === "string" ? response : { ...response, headers: { ...headers, ...response.headers } };
  }

  async function send(request: Request): Promise<Response> {
    const key = request.headers["idempotency-key"] ?? null;
    if (key !== null && (key.length < 1 || key.length > 256)) return failed(apiError("invalid_idempotency_key"));
    const mails = parse(request.body);
    if (!mails) return failed(apiError("validation_error", "The request body is not valid JSON."));
    const validation = request.headers["x-batch-validation"] ?? "strict";
    const call: Call = { path: request.path, key, mails: mails.list, validation, at: performance.now() };
    state.calls = [...state.calls.slice(1 - keep), call];

    const fault = state.faults.shift() ?? state.faultFor?.(call);
    if (fault?.kind === "rows") return once(key, request, () => accept(call, mails.isBatch, fault));
    if (fault && fault.when !== "after") return faulty(fault);
    const response = await once(key, request, () => accept(call, mails.isBatch));
    return fault ? faulty(fault) : response;
  }

  /** Accepts a key's mails once: repeats get the first answer. */
  async function once(key: string | null, request: Request, work: () => object): Promise<Response> {
    if (key === null) {
      await takeTime();
      return answered(work());
    }
    const earlier = memory.recall(key, request.body);
    if (earlier) return "error" in earlier ? failed(earlier.error) : json(200, earlier.answer);
    memory.begin(key, request.body);
    // While this takes its time, a second call with the same key is a concurrent one.
    await takeTime();
    const result = work();
    memory.end(key, "statusCode" in result ? undefined : result);
    return answered(result);
  }

  async function takeTime(): Promise<void> {
    if (options.latencyMs) await delay(options.latencyMs);
  }

  function accept({ key, mails, validation }: Call, isBatch: boolean, rejection?: Rejection): object {
    if (isBatch && (mails.length < 1 || mails.length > 100)) {
      return apiError("validation_error", "The batch must contain between 1 and 100 emails.");
    }
    const read = mails.map((mail) => rejected(readMessage(mail, { inBatch: isBatch }), rejection));
    const wrong = read.flatMap((mail, index) => (isApiError(mail) ? [{ index, error: mail }] : []));
    if (wrong[0] && (!isBatch || validation !== "permissive")) return wrong[0].error;
    const good = read.filter((mail): mail is Message => !isApiError(mail));
    const forbidden = refuseSender(good, options) ?? quota.exceeded(recipients(good));
    if (forbidden) return forbidden;

    quota.use(recipients(good));
    const ids = good.map((mail) => keepMail(mail, key));
    if (!isBatch) return ids[0]!;
    const errors = wrong.map(({ index, error }) => ({ index, message: error.message }));
    return validation === "permissive" ? { data: ids, errors } : { data: ids };
  }

  function keepMail(mail: Message, key: string | null): { id: string } {
    const caught = { ...mail, id: randomUUID(), key, acceptedAt: clock() };
    state.mails.push(caught);
    if (state.mails.length > 2 * keep) state.mails = state.mails.slice(-keep);
    state.acceptedCount++;
    return { id: caught.id };
  }

  return { state, keep, answer };
}

function refuseAccess(
  { method, path, headers }: Request,
  { apiKeys, verifiedDomains }: ProviderOptions,
): ApiError | undefined {
  if (!headers["user-agent"])
    return { statusCode: 403, name: "validation_error", message: "Missing User-Agent header." };
  const key = /^Bearer\s+(\S+)$/.exec(headers.authorization ?? "")?.[1];
  if (!key) return apiError("missing_api_key");
  if (apiKeys ? !apiKeys.includes(key) : !key.startsWith("re_")) return unknownKey();
  // A key may see the domains where there are any to see; else it may only send.
  if (method === "GET" && path === "/domains" && verifiedDomains) return undefined;
  if (/^\/(domains|api-keys|contacts|audiences|broadcasts)\b/.test(path)) return apiError("restricted_api_key");
  return path === "/emails" || path === "/emails/batch" ? undefined : apiError("not_found");
}

function domainList(names: string[]) {
  const data = names.map((name) => ({ id: randomUUID(), name, status: "verified", region: "ap-northeast-1" }));
  return { object: "list", has_more: false, data };
}

function refuseSender(mails: Message[], { verifiedDomains, owner }: ProviderOptions): ApiError | undefined {
  if (!verifiedDomains) return undefined;
  for (const mail of mails) {
    const domain = domainOf(mail.from);
    if (domain === "resend.dev" && owner) {
      if (mail.to.some((address) => address !== owner)) return testingAddressOnly(owner);
    } else if (!verifiedDomains.includes(domain)) return unverifiedDomain(domain);
  }
  return undefined;
}

function rejected(mail: Message | ApiError, rejection?: Rejection): Message | ApiError {
  if (!rejection || isApiError(mail) || rejection.rejects?.(mail) === false) return mail;
  return apiError("validation_error", rejection.message, 422);
}

function recipients(mails: Message[]): number {
  return mails.reduce((sum, { to, cc = [], bcc = [] }) => sum + to.length + cc.length + bcc.length, 0);
}

function parse(body: string): { list: unknown[]; isBatch: boolean } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? { list: value, isBatch: true } : { list: [value], isBatch: false };
  } catch {
    return undefined;
  }
}

function faulty(fault: Exclude<Fault, Rejection>): Response {
  if (fault.kind === "cut" || fault.kind === "silence" || fault.kind === "endless") return fault.kind;
  if (fault.kind === "news") return failed({ statusCode: fault.statusCode, name: fault.name, message: fault.message });
  if (fault.kind === "html") {
    const headers = { "content-type": "text/html" };
    return { status: fault.statusCode, headers, body: `<html><body>${fault.statusCode}</body></html>` };
  }
  const { name, message, statusCode, retryAfterSeconds } = fault;
  return failed(
    apiError(name, message, statusCode),
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
  );
}

function answered(result: object): Response {
  return "statusCode" in result ? failed(result as ApiError) : json(200, result);
}

function failed(error: ApiError, headers: Record<string, string> = {}): Response {
  return json(error.statusCode, error, headers);
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}
