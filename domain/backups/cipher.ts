import { Readable } from "node:stream";
import { Decrypter, Encrypter } from "age-encryption";

/** Files in the format of age (age-encryption.org/v1), which its command line reads as well. Streams; holds a piece at a time. */

/** Encrypts to everybody in the list. Throws for what is no recipient of age. */
export function encrypterFor(recipients: readonly string[]): (source: Readable) => Promise<Readable> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return async (source) => fromWeb(await encrypter.encrypt(toWeb(source)));
}

/** Decrypts with the keys of an identity file: lines that begin with `AGE-SECRET-KEY-`, others are comments. */
export function decrypterWith(identityFile: string): (source: Readable) => Promise<Readable> {
  const decrypter = new Decrypter();
  const keys = identityFile.split("\n").map((line) => line.trim());
  for (const key of keys.filter((line) => line.startsWith("AGE-SECRET-KEY-"))) decrypter.addIdentity(key);
  return async (source) => fromWeb(await decrypter.decrypt(toWeb(source)));
}

/** Whether an identity file has a key, and nothing that only looks like one. */
export function isIdentity(identityFile: string): boolean {
  try {
    decrypterWith(identityFile);
    return /^\s*AGE-SECRET-KEY-/m.test(identityFile);
  } catch {
    return false;
  }
}

function toWeb(source: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(source) as ReadableStream<Uint8Array>;
}

function fromWeb(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]);
}
