import { Resend } from "resend";
import { z } from "zod";
import { env } from "#env.ts";
import { boundedCall, type CallBounds, CallError } from "#gateways/bounded-call.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { cleanLine } from "#typed-text.ts";
import { createPace } from "./pace.ts";

/** One mail as the provider wants it. */
export type OutgoingMail = { from: string; to: string; subject: string; html: string; text: string };

/** What the provider said about one batch. `index` is the place of a mail in the batch. */
export type BatchResult =
  | { ok: true; accepted: { index: number; id: string }[]; rejected: { index: number; message: string }[] }
  | {
      ok: false;
      /**
       * The provider's name of the error; `not_sent` when the call was never made, `cut_off` when this process has to end
       * before an answer came, `application_error` when none came otherwise.
       */
      name: string;
      message: string;
      /** Null when no answer came, or none that can be read: then nobody knows whether the batch was accepted. */
      statusCode: number | null;
      retryAfterMs: number | null;
    };

/** The way out to the mail provider. */
export type Mailer = {
  /**
   * Sends up to 100 mails in one call, in its turn; never throws. The same `key` with the same mails is sent once,
   * however often it is called within 24 h. `signal` gives up waiting for the turn; a call under way is finished.
   */
  sendBatch: (mails: OutgoingMail[], options: { key: string; signal?: AbortSignal }) => Promise<BatchResult>;
};

/** Whose account, where, and how fast. */
export type MailerOptions = {
  apiKey: string;
  /** Another endpoint with Resend's interface; Resend's own unless told. */
  baseUrl?: string;
  callsPerSecond: number;
  /** How long one call may take and how much may come back; `limits.call` unless told. */
  bounds?: CallBounds;
};

/** The process's one mailer, so that all its calls keep one pace; undefined without `RESEND_API_KEY`. */
export function mailer(): Mailer | undefined {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, MAIL_CALLS_PER_SECOND: callsPerSecond } = env();
  if (!apiKey) return undefined;
  return onceAProcess("mailer", () => createMailer({ apiKey, baseUrl, callsPerSecond }));
}

/** A mailer over Resend's SDK, whose calls end: see {@link boundedCall}. */
export function createMailer({ apiKey, baseUrl, callsPerSecond, bounds = limits.call }: MailerOptions): Mailer {
  const resend = new BoundedResend(apiKey, { baseUrl, bounds });
  const pace = createPace(callsPerSecond);
  return {
    sendBatch: async (mails, { key, signal }) => {
      const startedAt = await pace.turn(signal);
      if (startedAt === undefined) return notSent;
      const { data, error, headers } = await send(resend, mails, key);
      const retryAfterMs = retryAfter(headers, error);
      pace.learn(startedAt, headers, isRateLimit(error) ? retryAfterMs! : undefined);
      return error ? refusal(error, retryAfterMs) : readSuccess(data, mails.length);
    },
  };
}

/** Never throws, whatever the SDK makes of what it is given: the pace waits for the end of each call. */
async function send(resend: Resend, mails: OutgoingMail[], key: string) {
  try {
    return await resend.batch.send(mails, { idempotencyKey: key, batchValidation: "permissive" });
  } catch (error) {
    return { data: null, error: unreadable(null, (error as Error).message), headers: null } as never;
  }
}

/** The SDK with its one way out replaced: its own neither times out nor ends an endless response. */
class BoundedResend extends Resend {
  readonly #bounds: CallBounds;
  constructor(key: string, { baseUrl, bounds }: { baseUrl?: string; bounds: CallBounds }) {
    super(key, baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, "") } : undefined);
    this.#bounds = bounds;
  }

  override async fetchRequest(path: string, options: { method?: string; headers?: Headers; body?: string } = {}) {
    const { method = "GET", headers = new Headers(), body } = options;
    try {
      const call = { method, headers: Object.fromEntries(headers), body };
      const response = await boundedCall(new URL(this.baseUrl + path), call, this.#bounds);
      const told = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
      const json = parseJson(response.text);
      const isSuccess = response.status >= 200 && response.status < 300;
      if (isSuccess && json !== undefined) return { data: json, error: null, headers: told } as never;
      // A page with status 200 is no success: somebody in between sent it, and nobody knows what became of the mails.
      const error = isSuccess ? strange("a response that is no JSON") : providerError(json, response.status);
      return { data: null, error, headers: told } as never;
    } catch (error) {
      const name = error instanceof CallError && error.reason === "stopping" ? "cut_off" : "application_error";
      return { data: null, error: { ...unreadable(null, (error as Error).message), name }, headers: null } as never;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The provider's own error, or that of somebody in between, who sends a page or JSON of another shape. */
function providerError(json: unknown, status: number): Refusal {
  const { name, message } = errorShape.safeParse(json).data ?? {};
  return { statusCode: status, name: name ?? "application_error", message: message ?? `nothing but status ${status}` };
}

/**
 * Whatever words come are stored and shown, so they are cut and lose what nobody sees and what PostgreSQL does not take.
 * Read of them is a little more, because cleaning shortens.
 */
const longestMessage = 500;
const longestName = 100;
const longestId = 200;
const looksAhead = 4;
function clean(text: string, most: number): string {
  return cleanLine(cleanLine(text.slice(0, looksAhead * most)).slice(0, most));
}
const message = z.string().transform((text) => clean(text, longestMessage) || undefined);

const errorShape = z.object({
  name: z
    .string()
    .max(longestName)
    .transform((name) => clean(name, longestName) || undefined)
    .optional()
    .catch(undefined),
  message: message.optional().catch(undefined),
});

/** It reads as a success, but no provider of ours says such a thing. */
function strange(message: string): Refusal {
  return { name: "unexpected_answer", statusCode: null, message };
}

/** Also our own platform's words may repeat another's: what stands in a certificate, say. */
function unreadable(statusCode: number | null, message: string): Refusal {
  return { name: "application_error", statusCode, message: clean(message, longestMessage) };
}

const notSent: BatchResult = {
  ok: false,
  name: "not_sent",
  message: "stopped before the call was made",
  statusCode: null,
  retryAfterMs: null,
};

type Refusal = { name?: string; message?: string; statusCode?: number | null };

function refusal({ name, message, statusCode }: Refusal, retryAfterMs: number | null): BatchResult {
  return failure(name ?? "application_error", message ?? "no message", statusCode ?? null, retryAfterMs);
}

/** An exhausted quota has status 429 as well, but waiting a second does not end it. */
function isRateLimit(error: Refusal | null): boolean {
  return error?.name === "rate_limit_exceeded" || (error?.name === "application_error" && error.statusCode === 429);
}

const success = z.object({
  // The mail was accepted, whatever is in the id.
  data: z.array(z.object({ id: z.string().transform((id) => clean(id, longestId)) })),
  errors: z
    .array(
      z.object({
        index: z.int().min(0),
        message: message.catch(undefined).transform((words) => words ?? "no message"),
      }),
    )
    .default([]),
});

/** Ids come for the accepted mails only, in their order: the rejected ones are named by index. */
function readSuccess(data: unknown, size: number): BatchResult {
  const { data: ids, errors: rejected } = success.safeParse(data).data ?? { data: [], errors: [] };
  const refused = new Set(rejected.map(({ index }) => index));
  const taken = Array.from({ length: size }, (_, index) => index).filter((index) => !refused.has(index));
  // Each mail is in one of the two lists, once; anything else leaves open which of them were sent.
  if (ids.length !== taken.length || taken.length + rejected.length !== size) {
    return failure("unexpected_answer", `an answer about ${size} mails expected`, null, null);
  }
  return { ok: true, accepted: taken.map((index, at) => ({ index, id: ids[at]!.id })), rejected };
}

function failure(name: string, message: string, statusCode: number | null, retryAfterMs: number | null): BatchResult {
  return { ok: false, name, message, statusCode, retryAfterMs };
}

/** `retry-after` in milliseconds; a rate limit without one is over in a second. Null where there is nothing to wait for. */
function retryAfter(headers: Record<string, string> | null, error: Refusal | null): number | null {
  const askedMs = Number(headers?.["retry-after"] ?? Number.NaN) * 1_000;
  if (Number.isFinite(askedMs) && askedMs >= 0) return askedMs;
  return isRateLimit(error) ? 1_000 : null;
}
