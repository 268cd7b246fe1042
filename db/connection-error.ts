const unanswered = "does not answer: is it running, is the address right?";

/** What PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) and the system call the problem. */
const problems: Record<string, string> = {
  ECONNREFUSED: unanswered,
  ECONNRESET: unanswered,
  EHOSTUNREACH: unanswered,
  ENOTFOUND: unanswered,
  EAI_AGAIN: unanswered,
  ETIMEDOUT: unanswered,
  "28P01": "refuses this user or password",
  "28000": "does not let this user in from here: see its pg_hba.conf",
  "3D000": "does not exist on its server: make it with createdb",
  "57P03": "is starting up or shutting down: try again in a moment",
};

/** Why the database in `DATABASE_URL` cannot be used and what to do, in a sentence; undefined for any other error. */
export function connectionError(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  // The driver's own bound on a server that accepts and says nothing.
  if (message === "timeout expired") return `The database in DATABASE_URL ${unanswered} (no answer in time)`;
  const problem = typeof code === "string" && Object.hasOwn(problems, code) ? problems[code] : undefined;
  return problem && `The database in DATABASE_URL ${problem} (${code})`;
}
