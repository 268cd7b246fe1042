import { createHash } from "node:crypto";
import { type ApiError, apiError } from "./errors.ts";

const keptMs = 24 * 3_600_000;

type Remembered = { payload: string; at: number; answer: unknown };

/** What the provider remembers of idempotency keys: 24 h, counted from the accepted call. */
export function createKeyMemory(clock: () => Date) {
  const answers = new Map<string, Remembered>();
  const underWay = new Map<string, string>();

  return {
    /** The answer to give without doing anything: an earlier one, or one of the two conflicts. */
    recall(key: string, body: string): { answer: unknown } | { error: ApiError } | undefined {
      const payload = fingerprint(body);
      const current = underWay.get(key);
      if (current !== undefined) {
        return {
          error: apiError(current === payload ? "concurrent_idempotent_requests" : "invalid_idempotent_request"),
        };
      }
      forgetOld();
      const earlier = answers.get(key);
      if (!earlier) return undefined;
      return earlier.payload === payload
        ? { answer: earlier.answer }
        : { error: apiError("invalid_idempotent_request") };
    },
    begin(key: string, body: string): void {
      underWay.set(key, fingerprint(body));
    },
    /** Only accepted calls are remembered: after an error the same key may be used with another body. */
    end(key: string, answer?: unknown): void {
      const payload = underWay.get(key);
      underWay.delete(key);
      if (answer !== undefined && payload !== undefined) answers.set(key, { payload, at: clock().getTime(), answer });
    },
  };

  function forgetOld() {
    const horizon = clock().getTime() - keptMs;
    for (const [key, { at }] of answers) {
      if (at > horizon) return;
      answers.delete(key);
    }
  }
}

function fingerprint(body: string): string {
  return createHash("sha256").update(body).digest("base64");
}
