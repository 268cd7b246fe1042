import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { SetupError } from "./setup-error.mjs";

/**
 * The key that names server actions and encrypts what they close over. Every build takes it from here, because
 * `next.config.ts` asks: a build with another key gives every action another name, and each open tab would meet
 * a server that does not know what its buttons mean.
 *
 * It is NEXT_SERVER_ACTIONS_ENCRYPTION_KEY of the environment or of `.env`, which hosts that serve the same people have
 * in common; without one, `actions-key` in the data folder, made by the first build. An absolute SETRIP_DATA_DIR
 * outlives release folders, and so does the key. Throws SetupError.
 * @param {string} root
 * @param {NodeJS.Dict<string>} [environment]
 * @returns {string}
 */
export function actionsKey(root, environment = process.env) {
  return ownActionsKey(root, environment) || keptActionsKey(root, environment);
}

/**
 * The key that somebody chose; undefined where none was. Throws SetupError when it is none.
 * @param {string} root
 * @param {NodeJS.Dict<string>} [environment]
 * @returns {string | undefined}
 */
export function ownActionsKey(root, environment = process.env) {
  const key = settings(root, environment).NEXT_SERVER_ACTIONS_ENCRYPTION_KEY;
  if (key && !isKey(key)) {
    throw new SetupError(
      "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY must be 16, 24 or 32 bytes in base64; for example the output of `openssl rand -base64 32`",
    );
  }
  return key;
}

/** @param {string} root @param {NodeJS.Dict<string>} environment */
function keptActionsKey(root, environment) {
  const file = join(resolve(root, settings(root, environment).SETRIP_DATA_DIR || ".data"), "actions-key");
  const earlier = join(root, ".data", "actions-key");
  try {
    if (!existsSync(file)) make(file, existsSync(earlier) ? readFileSync(earlier, "utf8") : newKey());
    const key = readFileSync(file, "utf8").trim();
    if (isKey(key)) return key;
  } catch (error) {
    throw new SetupError(
      `The key of the server actions cannot be kept in ${file}: ${/** @type {Error} */ (error).message}\n` +
        "Let whoever builds write there, or set NEXT_SERVER_ACTIONS_ENCRYPTION_KEY (openssl rand -base64 32).",
    );
  }
  throw new SetupError(`${file} holds no key of 32 bytes in base64. Remove it, and the next build makes another.`);
}

/** Appears whole or not at all, and never in place of one that another build made meanwhile. @param {string} file @param {string} key */
function make(file, key) {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, key, { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function newKey() {
  return randomBytes(32).toString("base64");
}

/** @param {string} text */
function isKey(text) {
  const bytes = Buffer.from(text, "base64");
  return (
    [16, 24, 32].includes(bytes.length) && bytes.toString("base64").replaceAll("=", "") === text.replaceAll("=", "")
  );
}

/** `.env` below the real environment, as the app reads both. @param {string} root @param {NodeJS.Dict<string>} environment */
function settings(root, environment) {
  const file = join(root, ".env");
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...environment };
}
