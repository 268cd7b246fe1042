import { Resend } from "resend";
import { z } from "zod";
import { env } from "#env.ts";
import { onceAProcess } from "#once-a-process.ts";
import { createPace } from "./pace.ts";

/** One mail as the provider wants it. */
export type OutgoingMail = { from: string; to: string; subject: string; html: string; text: string };

/** What the provider said about one batch. `index` is the place of a mail in the batch. */
export type BatchAnswer =
  | { ok: true; accepted: { index: number; id: string }[]; rejected: { index: number; message: string }[] }
  | {
      ok: false;
      /** The provider's name of the error; `not_sent` when the call was never made, `application_error` when no answer came. */
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
  sendBatch: (mails: OutgoingMail[], options: { key: string; signal?: AbortSignal }) => Promise<BatchAnswer>;
};

/** Whose account, where, and how fast. */
export type MailerOptions = {
  apiKey: string;
  /** Another endpoint with Resend's interface; Resend's own unless told. */
  baseUrl?: string;
  callsPerSecond: number;
  /** How long to wait for one answer. */
  timeoutMs?: number;
};

/** The process's one mailer, so that all its calls keep one pace; undefined without `RESEND_API_KEY`. */
export function mailer(): Mailer | undefined {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, MAIL_CALLS_PER_SECOND: callsPerSecond } = env();
  if (!apiKey) return undefined;
  return onceAProcess("mailer", () => createMailer({ apiKey, baseUrl, callsPerSecond }));
}

/** A mailer over Resend's SDK, which itself neither retries nor times out. */
export function createMailer({ apiKey, baseUrl, callsPerSecond, timeoutMs = 30_000 }: MailerOptions): Mailer {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, "") } : undefined);
  const pace = createPace(callsPerSecond);
  return {
    sendBatch: async (mails, { key, signal }) => {
      const startedAt = await pace.turn(signal);
      if (startedAt === undefined) return notSent;
      const { data, error, headers } = await resend.batch.send(mails, {
        idempotencyKey: key,
        batchValidation: "permissive",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const retryAfterMs = retryAfter(headers, error);
      pace.learn(startedAt, headers, isRateLimit(error) ? retryAfterMs! : undefined);
      return error ? refusal(error, retryAfterMs) : readAnswer(data, mails.length);
    },
  };
}

const notSent: BatchAnswer = {
  ok: false,
  name: "not_sent",
  message: "stopped before the call was made",
  statusCode: null,
  retryAfterMs: null,
};

type Refusal = { name?: string; message?: string; statusCode?: number | null };

/** The SDK hands on whatever JSON came, so that a proxy's own error may lack all of it. */
function refusal({ name, message, statusCode }: Refusal, retryAfterMs: number | null): BatchAnswer {
  return failure(name ?? "application_error", message ?? "no message", statusCode ?? null, retryAfterMs);
}

/** An exhausted quota has status 429 as well, but waiting a second does not end it. */
function isRateLimit(error: Refusal | null): boolean {
  return error?.name === "rate_limit_exceeded" || (error?.name === "application_error" && error.statusCode === 429);
}

const success = z.object({
  data: z.array(z.object({ id: z.string() })),
  errors: z.array(z.object({ index: z.int().min(0), message: z.string().catch("no message") })).default([]),
});

/** Ids come for the accepted mails only, in their order: the rejected ones are named by index. */
function readAnswer(data: unknown, size: number): BatchAnswer {
  const { data: ids, errors: rejected } = success.safeParse(data).data ?? { data: [], errors: [] };
  const refused = new Set(rejected.map(({ index }) => index));
  const taken = Array.from({ length: size }, (_, index) => index).filter((index) => !refused.has(index));
  // Each mail is in one of the two lists, once; anything else leaves open which of them were sent.
  if (ids.length !== taken.length || taken.length + rejected.length !== size) {
    return failure("unexpected_answer", `an answer about ${size} mails expected`, null, null);
  }
  return { ok: true, accepted: taken.map((index, at) => ({ index, id: ids[at]!.id })), rejected };
}

function failure(name: string, message: string, statusCode: number | null, retryAfterMs: number | null): BatchAnswer {
  return { ok: false, name, message, statusCode, retryAfterMs };
}

/** `retry-after` in milliseconds; a rate limit without one is over in a second. Null where there is nothing to wait for. */
function retryAfter(headers: Record<string, string> | null, error: Refusal | null): number | null {
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1_000;
  return isRateLimit(error) ? 1_000 : null;
}
