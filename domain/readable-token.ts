import { randomInt } from "node:crypto";

/** Without the characters that people confuse when they read something to each other. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** So many random letters and digits, such as `7F3K9`. They may come again, so whoever inserts them tries anew. */
export function readableToken(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
