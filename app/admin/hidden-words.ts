import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "#env.ts";
import { searchWords } from "#typed-text.ts";

/**
 * Names, phones and addresses that somebody looks for, as an address carries them: encrypted, since addresses are written to the
 * logs of every proxy and to the browser's history. Only this installation reads them again.
 * Decision: docs/decisions/0061-what-is-searched-stays-out-of-addresses.md
 */
export function hideWords(words: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key(), iv);
  // As long as any other of nearly its length: nor does the length tell what it was.
  const padded = words.padEnd(Math.ceil((words.length + 1) / blockLetters) * blockLetters);
  return Buffer.concat([iv, cipher.update(padded, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** The words again; nothing for what is none of ours. */
export function shownWords(hidden: string | undefined): string {
  if (!hidden || !/^[\w-]{40,2000}$/.test(hidden)) return "";
  const bytes = Buffer.from(hidden, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const words = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
    return searchWords(words.toString("utf8"));
  } catch {
    return "";
  }
}

const ivBytes = 12;
const tagBytes = 16;
const blockLetters = 16;

/** One of its own: what signs sessions encrypts nothing. */
function key(): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret(), "", "searched words", 32));
}
