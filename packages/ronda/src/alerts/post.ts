/** From connecting to the end of the answer. */
const answerTimeoutMs = 10_000;
/** What is read of an answer. */
const mostRead = 64 * 1024;

/** A channel did not take a message. The text never holds an address, a token or a secret. */
export class DeliveryError extends Error {
  override name = "DeliveryError";
  /** How long the channel asked to be left alone; 0 where it said nothing. */
  readonly retryAfterMs: number;
  constructor(message: string, { retryAfterMs = 0 }: { retryAfterMs?: number } = {}) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What a channel answered: its status, and its body as far as it was read. */
export type Answer = { status: number; ok: boolean; type: string; text: string; json: unknown; retryAfterMs: number };

/**
 * Posts JSON. A redirection is not followed: it might lead the message elsewhere. Throws {@link DeliveryError} where nobody
 * answers, in time and to the end.
 */
export async function post(
  to: string,
  {
    url,
    body,
    headers = {},
    signal,
  }: { url: string; body: string; headers?: Record<string, string>; signal: AbortSignal },
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", ...headers },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    });
    const { status, ok } = response;
    const text = await start(response);
    const type = response.headers.get("content-type") ?? "";
    return { status, ok, type, text, json: parsed(type, text), retryAfterMs: retryAfterMs(response.headers) };
  } catch (error) {
    // The original message may repeat the address, so only its kind is kept.
    const cause = (error as { cause?: { code?: string } }).cause;
    throw new DeliveryError(`${to} could not be reached (${cause?.code ?? (error as Error).name})`);
  }
}

/** The beginning of a body; the rest is left. */
async function start(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (reader && length < mostRead) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString("utf8");
    chunks.push(value);
    length += value.length;
  }
  await reader?.cancel().catch(() => {});
  return Buffer.concat(chunks).toString("utf8").slice(0, mostRead);
}

function parsed(type: string, text: string): unknown {
  if (!/\bjson\b/i.test(type)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or a date of HTTP. */
function retryAfterMs(headers: Headers): number {
  const given = headers.get("retry-after");
  if (given === null) return 0;
  const seconds = Number(given);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
