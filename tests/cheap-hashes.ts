import crypto, { type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/**
 * Password hashes cost a tenth of a second each on purpose, and the tests of accounts made well over a thousand: a quarter of
 * the time of all unit tests. In their processes the same function works with the least cost there is; what cost was asked for
 * is kept. The built app of the other tests pays the whole price.
 */
const least = { N: 2, r: 1, p: 1 };

const key = Symbol.for("setrip.tests.asked-costs");
const kept = crypto.scrypt as typeof crypto.scrypt & { [key]?: ScryptOptions[] };

/** The options of each hash that this process was asked for. */
export const askedCosts: ScryptOptions[] = kept[key] ?? makeCheap();

function makeCheap(): ScryptOptions[] {
  const asked: ScryptOptions[] = [];
  const scrypt = crypto.scrypt;
  const cheap = (
    password: crypto.BinaryLike,
    salt: crypto.BinaryLike,
    length: number,
    options: ScryptOptions,
    done: (error: Error | null, hash: Buffer) => void,
  ) => {
    asked.push(options);
    scrypt(password, salt, length, { ...options, ...least }, done);
  };
  crypto.scrypt = Object.assign(cheap, { [key]: asked }) as never;
  syncBuiltinESMExports();
  return asked;
}
