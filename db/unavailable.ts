import { unavailableDigest } from "#unavailable-marks.ts";

/**
 * `away`: nobody answers, or refuses everybody. `busy`: all connections are in use. `slow`: a lock or a statement took
 * longer than somebody waits for it. `read-only`: it answers, and takes nothing: a standby, or no place left.
 */
export type UnavailableKind = "away" | "busy" | "slow" | "read-only";

/** The database could not serve somebody in time; trying again later helps. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";
  readonly digest = unavailableDigest;
  readonly kind: UnavailableKind;
  constructor(kind: UnavailableKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) and the system call it. */
const kinds: Record<string, UnavailableKind> = {
  ECONNREFUSED: "away",
  ECONNRESET: "away",
  EPIPE: "away",
  ENOENT: "away",
  EHOSTUNREACH: "away",
  ENETUNREACH: "away",
  ENOTFOUND: "away",
  EAI_AGAIN: "away",
  ETIMEDOUT: "away",
  "57P01": "away", // shut down by an administrator
  "57P02": "away", // shut down by a crash
  "57P03": "away", // starting up or shutting down
  "57P05": "away", // ended by the server because it was idle
  "08006": "away",
  "08P01": "away", // what a pooler in front says when its server is gone or it has no place
  "28P01": "away", // refuses this user or password
  "28000": "away", // lets this user in from elsewhere only
  "3D000": "away", // the database is not there
  "25006": "read-only", // a standby after a failover, or so set, as providers do when the disk is full
  "53100": "read-only", // no space left on the database's disk
  "53300": "busy", // too many connections
  "57014": "slow", // the statement took too long and was cancelled
  "55P03": "slow", // the lock took too long
  "25P03": "slow", // idle in a transaction for too long
};

/** What the driver says without a code when a connection ends or cannot be had. */
const lostConnection =
  /^Connection terminated|^timeout exceeded when trying to connect|^timeout expired|^Query read timeout|not queryable$/;

/** Why the database could not serve, where that is what happened; undefined for any other error. Looks at causes, too. */
export function unavailability(error: unknown): DatabaseUnavailableError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof DatabaseUnavailableError) return at;
    // Another bundle's class is another class.
    if (at.name === "DatabaseUnavailableError") return at as DatabaseUnavailableError;
    const kind = kindOf(at);
    if (kind) return new DatabaseUnavailableError(kind, sentenceOf(at), { cause: at });
  }
  return undefined;
}

function kindOf(error: Error & { code?: unknown }): UnavailableKind | undefined {
  const { code } = error;
  if (typeof code === "string" && Object.hasOwn(kinds, code)) return kinds[code];
  return lostConnection.test(error.message) ? "away" : undefined;
}

/** What is wrong with a database that takes no writes, without a full stop. */
export const readOnlySentence =
  "the database takes no writes (read-only): its disk is full, or it is a standby after a failover";

/** The server's own words name no row; where they or the system's name the address or the user, the code says enough. */
function sentenceOf({ message, code }: Error & { code?: string }): string {
  if (code === undefined && lostConnection.test(message)) return `the database does not answer (${message})`;
  if (code?.startsWith("E")) return `the database does not answer (${code})`;
  if (code === "25006") return readOnlySentence;
  return /^(28|3D)/.test(code ?? "") ? `the database lets nobody in (${code}): see DATABASE_URL` : message;
}
