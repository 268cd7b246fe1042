/** Stands where something was taken out of a text. */
export const hidden = "[redacted]";

/**
 * What never belongs in a log or a table, whatever it is called: credentials by their usual shapes. Each of these is
 * looked for in one pass: none begins with something that may be long, and what is long in them cannot begin anew inside.
 */
const patterns: [RegExp, string][] = [
  [/(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;}]+/gi, `$1${hidden}`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/([a-z0-9+.-]:\/\/)[^\s/@"']+@/gi, `$1${hidden}@`],
  [/(discord(?:app)?\.com\/api\/webhooks\/)[\w/-]+/gi, `$1${hidden}`],
  [/((?:password|passwd|secret|api[_-]?key|access[_-]?token)["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi, `$1${hidden}`],
];

/** What is kept of a text unless told: no text of the engine is longer. */
const longestText = 80_000;

/** A text is looked at this many times as far as it is kept: what is hidden makes it shorter. */
const looksAhead = 4;

/** A secret that stands where a text is cut would be known by its beginning; so much before the cut is left out. */
const longestSecret = 2000;

/** Takes secrets out of a text and cuts it to `most` characters, 80,000 unless told; `…` stands where it was cut. */
export type Redact = (text: string, most?: number) => string;

/**
 * Makes the function that every message, stack and log line passes: it removes the given secrets wherever they stand,
 * what the app's own patterns match, Authorization and Bearer values, passwords in connection strings, and the NUL
 * characters that PostgreSQL refuses. The text is cut before it is worked on.
 */
export function redactor(secrets: readonly (string | undefined)[], own: readonly RegExp[] = []): Redact {
  const known = secrets.filter((secret): secret is string => Boolean(secret));
  const everywhere = own.map(({ source, flags }) => new RegExp(source, `${flags.replace(/[gy]/g, "")}g`));
  return (text, most = longestText) => {
    const mostRead = looksAhead * most + longestSecret;
    const isCut = text.length > mostRead;
    let clean = (isCut ? text.slice(0, mostRead) : text).replaceAll("\0", "").toWellFormed();
    for (const secret of known) clean = clean.replaceAll(secret, hidden);
    // A pattern that matches nothing at all would match between any two letters.
    for (const pattern of everywhere) clean = clean.replace(pattern, (found) => (found ? hidden : ""));
    clean = patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), clean);
    return cut(isCut ? `${clean.slice(0, -longestSecret).toWellFormed()}…` : clean, most);
  };
}

/** The beginning of a text, `most` characters at most, with `…` at its end where it was longer. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
