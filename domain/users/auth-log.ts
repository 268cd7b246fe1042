import { asker } from "#db/bounds.ts";
import { unavailability } from "#db/unavailable.ts";
import { logger } from "#logger.ts";
import { roomInLog } from "./security-log.ts";

/**
 * What the auth library has to say of errors: one quiet line each, with the cause and no personal data. Its own messages
 * name no person before their first colon; behind it, and in what it passes beside them, may stand tokens, addresses and
 * whatever a visitor sent. A crowd of the same writes no more than `limits.securityLog` allows.
 */
export function logOfAuthLibrary(level: string, message: unknown, ...details: unknown[]): void {
  if (level !== "error") return;
  const error = [message, ...details].find((one) => one instanceof Error);
  const unavailable = unavailability(error) ?? asker().unavailable;
  const said = unavailable ? "the database could not serve it" : sentence(message, error);
  const cause = unavailable?.message ?? (error && kindOf(error));
  const unwritten = roomInLog(`${said} ${cause}`, new Date());
  if (unwritten === undefined) return;
  const line = { scope: "auth", cause, unwritten: unwritten || undefined };
  // That the database is away is told by those who watch it.
  if (unavailable) logger.warn(line, said);
  else logger.error(line, said);
}

/** No longer than its own sentences are. */
const longest = 100;

function sentence(message: unknown, error: Error | undefined): string {
  const said = typeof message === "string" ? message.split(":", 1)[0]!.slice(0, longest).trim() : "";
  return said === "" || said === error?.name ? "an error of its own" : said;
}

/** Its class, and the code of what it comes from: messages of drivers hold values. */
function kindOf({ name, cause, ...rest }: Error): string {
  const { code } = { ...rest, ...(cause as object | undefined) } as { code?: unknown };
  return typeof code === "string" && /^\w{1,40}$/.test(code) ? `${name} ${code}` : name;
}
