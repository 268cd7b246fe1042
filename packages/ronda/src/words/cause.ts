import type { CauseKind, Causes, LockHeld } from "./id/causes.ts";
import { lockHolderIn } from "./lock-holder.ts";

/** What an error of a driver or of Node means, in the reader's words; the error itself stays as it is beside it. */
export type ErrorCause = {
  /** `own` where the app itself knows what it means, see `cause` of `WordsOptions`. */
  kind: CauseKind | "own";
  /** What happened, in one line without a full stop; what the app's own code had put before it stands there too. */
  says: string;
  /** What to do about it, in sentences. */
  whatToDo: string;
  /** A line of SQL that mends it, to be copied; it stands in `whatToDo`, too. Missing where there is none. */
  command?: string | undefined;
};

/** The words of causes, and how a moment is said. */
export type CauseWords = { causes: Causes; lockHeld: LockHeld; moment: (at: Date) => string };

/** A message is looked through no further than this. */
const mostRead = 4000;
/** Longer ones of the app's own words before it are a query, or anything but a sentence. */
const mostBefore = 160;

/**
 * The first that fits wins, so what tells more stands first: what is known of a connection to PostgreSQL before what is known
 * of any connection. What the host says before the code of an error belongs to it.
 */
const known: readonly (readonly [CauseKind, RegExp])[] = [
  ["disk-full", /ENOSPC|EDQUOT|disk quota exceeded|no space left on device|could not (?:extend|write to) file/i],
  ["database-idle", /terminating connection due to idle/i],
  ["database-slow", /canceling statement due to statement timeout|query read timeout|database took too long/i],
  ["database-locked", /canceling statement due to lock timeout|could not obtain lock/i],
  ["deadlock", /deadlock detected|could not serialize access/i],
  ["database-cancelled", /canceling statement due to user request/i],
  [
    "database-busy",
    /too many (?:clients|connections)|remaining connection slots|timeout exceeded when trying to connect|connections to the database were in use|max_client_conn|query_wait_timeout/i,
  ],
  [
    "database-away",
    /timeout expired|connection terminated due to connection timeout|the database system is (?:starting up|shutting down|in recovery|not )|database (?:opens no connection|does not answer|was away|is away)|(?:connect )?ECONNREFUSED \S*(?:[:.]5432|[:.]6432|\.s\.PGSQL\S*)|connect ENOENT \S*\.s\.PGSQL\S*/i,
  ],
  [
    "database-broke",
    /connection terminated(?: unexpectedly)?|terminating connection|server closed the connection|client has encountered a connection error|client was closed and is not queryable|connection ended unexpectedly/i,
  ],
  [
    "database-login",
    /password authentication failed|no pg_hba\.conf entry|\bSASL\b|SCRAM-|role "[^"]{1,100}" does not exist|database "[^"]{1,100}" does not exist|permission denied for (?:table|schema|database|relation|sequence|function)/i,
  ],
  [
    "database-tables",
    /(?:relation|column|function|type|schema) "?[^"\s]{1,100}"? (?:of relation "[^"]{1,100}" )?does not exist/i,
  ],
  ["database-read-only", /in a read-only transaction/i],
  ["database-rule", /violates (?:unique|foreign key|check|not-null|exclusion) constraint/i],
  ["certificate-expired", /CERT_HAS_EXPIRED|certificate has expired|certificate is not yet valid|CERT_NOT_YET_VALID/i],
  [
    "certificate",
    /self[- ]signed certificate|UNABLE_TO_(?:VERIFY|GET_ISSUER)\w*|unable to (?:verify the first|get local issuer) certificate|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_\w+/i,
  ],
  ["tls", /EPROTO|wrong version number|SSL routines|ERR_SSL\w*|client network socket disconnected before secure TLS/i],
  ["refused", /(?:connect )?ECONNREFUSED(?: [^\s;)]{1,200})?/],
  ["no-such-host", /(?:getaddrinfo )?(?:ENOTFOUND|EAI_AGAIN|ENODATA)(?: [^\s;)]{1,200})?/],
  ["no-way", /(?:connect )?(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)(?: [^\s;)]{1,200})?/],
  [
    "cut-off",
    /(?:read |write )?(?:ECONNRESET|EPIPE|ECONNABORTED)|socket hang up|other side closed|UND_ERR_SOCKET|premature close/i,
  ],
  [
    "too-slow",
    /(?:connect )?ETIMEDOUT(?: [^\s;)]{1,200})?|UND_ERR_\w+_TIMEOUT|(?:connect|headers|body) timeout error|aborted due to timeout|TimeoutError|request timed? ?out|no (?:response|answer|connection|end)[\w ]{0,40} within \d+ ms/i,
  ],
  ["too-many-files", /EMFILE|ENFILE|too many open files/i],
  ["no-permission", /\b(?:EACCES|EPERM)\b(?:: permission denied|: operation not permitted)?/],
  ["read-only-disk", /\bEROFS\b(?:: read-only file system)?/],
  ["no-file", /\bENOENT\b(?:: no such file or directory)?/],
  ["port-taken", /(?:listen )?EADDRINUSE(?: [^\s;)]{1,200})?/],
  [
    "no-memory",
    /ENOMEM|heap out of memory|cannot allocate memory|ERR_WORKER_OUT_OF_MEMORY|array buffer allocation failed/i,
  ],
  ["not-json", /is not valid JSON|unexpected end of JSON input|unexpected token\b.{0,60}\bJSON/i],
  ["http-login", /(?:answered|responded(?: with)?|refused with|status(?: code)?|HTTP)[ :]+(?:401|403)\b/i],
  ["http-gone", /(?:answered|responded(?: with)?|refused with|status(?: code)?|HTTP)[ :]+(?:404|410)\b/i],
  ["http-too-often", /(?:answered|responded(?: with)?|refused with|status(?: code)?|HTTP)[ :]+429\b/i],
  ["http-broken", /(?:answered|responded(?: with)?|refused with|status(?: code)?|HTTP)[ :]+5\d\d\b/i],
  [
    "code",
    /cannot (?:read|set) propert(?:y|ies) of (?:undefined|null)|\bis not a (?:function|constructor)\b|\bis not iterable\b|\b\w{1,60} is not defined\b|maximum call stack size exceeded|cannot access '\w{1,60}' before initialization|assignment to constant variable/i,
  ],
  ["fetch", /fetch failed|network error|could not be reached/i],
  ["aborted", /this operation was aborted|AbortError/i],
];

/** What stands before the known words and says nothing: the name of an error, and what only wraps it. */
const filler = /^(?:failed query\b[\s\S]*|fetch failed|\w*error)$/i;

/** Which cause the words of an error tell of; nothing for the app's own words and for what nobody knows. Never throws. */
export function causeOf(message: string, texts: CauseWords): ErrorCause | null {
  const text = message.slice(0, mostRead);
  for (const [kind, words] of known) {
    const found = words.exec(text);
    if (!found) continue;
    const held = kind === "database-locked" ? lockHolderIn(text, texts) : undefined;
    const { says, ...mend } = held ?? texts.causes[kind];
    const before = ownWords(text.slice(0, found.index));
    return { kind, says: before === "" ? says : `${before}: ${says}`, ...mend };
  }
  return null;
}

/** What the app itself says before the driver's words: `seats are counted: deadlock detected` is about seats. */
function ownWords(before: string): string {
  const links = before
    .split(": ")
    .map((link) => link.trim())
    .filter((link) => link !== "" && !filler.test(link));
  const own = links
    .join(": ")
    .replace(/[\s:;,(–-]+$/, "")
    .replace(/ could not be reached$/, "");
  return own.length > mostBefore || own.includes("\n") ? "" : own;
}
