import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isCarriable } from "../http/secrets.ts";
import { ExportError } from "./export-error.ts";

/** The longest that a crontab line waits for an answer; the app's proxy must wait a little longer. */
export const curlMaxTimeSeconds = 320;

/** Where a user's curl configuration stands unless told: `~/.config/<app>/cron.curl`. */
export function defaultCurlConfigPath(app: string): string {
  return join(homedir(), ".config", app, "cron.curl");
}

/** What `curl --config` reads: the secret, and how a crontab line calls. Throws {@link ExportError} for a secret that no header can carry. */
export function curlConfig(secret: string): string {
  if (!isCarriable(secret)) {
    throw new ExportError(
      "CRON_SECRET has characters that an HTTP header cannot carry; use the output of `openssl rand -hex 32`",
    );
  }
  return [
    "# Written by `ronda export curl-config`. Holds CRON_SECRET: readable by its owner only.",
    `header = "Authorization: Bearer ${secret.replace(/[\\"]/g, "\\$&")}"`,
    `max-time = ${curlMaxTimeSeconds}`,
    "silent",
    "show-error",
    "# An HTTP error is an error for cron too, but its body still goes to the log.",
    "fail-with-body",
    'write-out = "\\n"',
    "",
  ].join("\n");
}

/** Writes a file that only its owner can read, whole or not at all, with mode 0600 also where it stood with another. */
export function writePrivateFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, path);
}
