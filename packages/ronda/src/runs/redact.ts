const hidden = "[redacted]";

/** What never belongs in a log or a table, whatever it is called: credentials by their usual shapes. */
const patterns: [RegExp, string][] = [
  [/(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;}]+/gi, `$1${hidden}`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, `$1${hidden}@`],
  [/(discord(?:app)?\.com\/api\/webhooks\/)[\w/-]+/gi, `$1${hidden}`],
  [/\bre_[A-Za-z0-9_]{8,}/g, hidden],
  [/((?:password|passwd|secret|api[_-]?key|access[_-]?token)["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi, `$1${hidden}`],
];

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/**
 * Makes the function that every message, stack and log line passes: it removes the given secrets wherever they stand,
 * Authorization and Bearer values, passwords in connection strings, and the NUL characters that PostgreSQL refuses.
 */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const known = secrets.filter((secret): secret is string => Boolean(secret));
  return (text) => {
    let clean = text.replaceAll("\0", "").toWellFormed();
    for (const secret of known) clean = clean.replaceAll(secret, hidden);
    return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), clean);
  };
}
