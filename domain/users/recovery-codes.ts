import { randomInt } from "node:crypto";
import { plainCharacters } from "#typed-text.ts";

/** Letters and digits that nobody takes for each other on paper. */
const recoveryAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten codes such as `k7m2p-9xq4r`, each good for one sign-in. */
export function newRecoveryCodes(): string[] {
  const letter = () => recoveryAlphabet[randomInt(recoveryAlphabet.length)];
  return Array.from({ length: 10 }, () => asRecoveryCode(Array.from({ length: 10 }, letter).join("")));
}

/** A recovery code as it was given out, however it was typed. */
export function asRecoveryCode(typed: string): string {
  return plainCharacters(typed)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/^(.{5})(?=.)/, "$1-");
}

/** Whether what was typed has the form of a recovery code, rather than that of an authenticator's. */
export function isRecoveryCode(typed: string): boolean {
  return asRecoveryCode(typed).length === "k7m2p-9xq4r".length;
}
