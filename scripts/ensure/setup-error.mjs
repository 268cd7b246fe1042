/** Something that the person at the keyboard can mend; the message says how. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/** @type {[RegExp, string][]} */
const known = [
  [/ENOSPC|no space left on device/i, "The disk is full. Free about 2 GB (`df -h .` shows how much there is)."],
  [
    /EACCES|EPERM/,
    "A file here belongs to somebody else, perhaps from an earlier run with sudo: `sudo chown -R $(whoami) .`",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i,
    "npm's registry cannot be reached. Is the machine online? `npm ping` tells; behind a proxy set HTTPS_PROXY.",
  ],
  [/EUSAGE|in sync/, "package.json and package-lock.json do not fit each other: run `npm install` and commit both."],
  [/heap out of memory|ENOMEM|SIGKILL/, "The machine has too little memory: building needs about 2 GB (`free -h`)."],
];

/**
 * What to do about the output of a failed command, or nothing when it is not one of the usual reasons.
 * @param {string} output
 * @returns {string | undefined}
 */
export function advice(output) {
  return known.find(([pattern]) => pattern.test(output))?.[1];
}

/**
 * What to tell the person at the keyboard about an error, or nothing when only its stack helps.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function explain(error) {
  if (error instanceof SetupError) return error.message;
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  const help = code && advice(code);
  return help ? `${message}\n${help}` : undefined;
}
