import type { RondaConfig } from "../config.ts";
import { isCarriable } from "../http/secrets.ts";
import { UsageError } from "./usage-error.ts";

/** The secret that the app's endpoints ask for; throws {@link UsageError} where there is none, or one that cannot be sent. Never prints it. */
export function secretOf({ secret }: RondaConfig): string {
  if (!secret) {
    throw new UsageError(
      "CRON_SECRET is not set for this command; give it and the app the output of `openssl rand -hex 32`, and restart the app",
    );
  }
  if (!isCarriable(secret)) {
    throw new UsageError(
      "CRON_SECRET has characters that an HTTP header cannot carry; use the output of `openssl rand -hex 32`",
    );
  }
  return secret;
}
