import pino from "pino";

/**
 * The process's log: one JSON object a line on stdout, for `pm2 logs`, journald or a collector.
 * Whatever a caller passes, a line never carries a secret or a mail address: {@link redactLine} sees it last.
 */
export const logger = pino({
  base: undefined,
  level: process.env.NODE_ENV === "test" ? "silent" : "info",
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: describeError, error: describeError },
  hooks: { streamWrite: redactLine },
});

/** Lines about cron jobs. Each contains the word `cron`, so that `pm2 logs setrip | grep cron` finds them all. */
export const cronLogger = logger.child({ scope: "cron" });

const secretFields =
  /("(?:[\w-]*(?:secret|password|token|api[_-]?key)(?:_previous)?|authorization|cookie|set-cookie)":)"(?:[^"\\]|\\.)*"/gi;
const patterns: [RegExp, string][] = [
  [secretFields, '$1"[redacted]"'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, "$1 [redacted]"],
  [/\bre_[A-Za-z0-9_]{8,}/g, "re_[redacted]"],
  [/(\b[a-z][a-z0-9+]*:\/\/[^\s:/@"]*):[^\s@"]+@/gi, "$1:[redacted]@"],
  [/(discord(?:app)?\.com\/api\/webhooks\/)[\w/-]+/gi, "$1[redacted]"],
  [/([?&](?:token|secret|code)=)[^&\s"]+/gi, "$1[redacted]"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "[mail]"],
];

/** Removes secrets and mail addresses from one finished log line; the line stays valid JSON. */
export function redactLine(line: string): string {
  return patterns.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/** A failed query's own message repeats the SQL with all its values, so only the database's answer is kept. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "DrizzleQueryError" || "query" in error) {
    const cause = error.cause as { code?: string; constraint?: string; message?: string } | undefined;
    return { name: error.name, message: cause?.message, code: cause?.code, constraint: cause?.constraint };
  }
  return pino.stdSerializers.errWithCause(error);
}
