/** What one process of the app says of itself: which release it is, and what it lacks. */
export type Answer = { release: string | undefined; lacks: string[] };

const answerWithinMs = 5_000;

/**
 * Asks `/api/health/ready` on this machine; undefined where nothing of use comes back. That triggers are refused without
 * `CRON_SECRET`, or held because the server's clock has leapt, keeps nobody from being served: no release is to blame for it.
 */
export async function askReady(port: number): Promise<Answer | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
      // A connection of its own each time, so that every process of the app is asked in its turn.
      headers: { connection: "close" },
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return parseReady(await response.json());
  } catch {
    return undefined;
  }
}

/** Reads the response's body. */
export function parseReady(body: unknown): Answer | undefined {
  if (typeof body !== "object" || body === null || !("ok" in body)) return undefined;
  const { ok: _, release, cronSecret: __, clock: ___, ...needs } = body as Record<string, unknown>;
  const lacks = Object.entries(needs).flatMap(([need, state]) => (state === "ok" ? [] : [`${need}: ${state}`]));
  return { release: typeof release === "string" ? release : undefined, lacks };
}
