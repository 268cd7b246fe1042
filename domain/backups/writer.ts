import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, link, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { encrypterFor } from "./cipher.ts";
import type { StoredPart } from "./layout.ts";
import { headBytes } from "./webp.ts";

/** What became of a file that was to be taken over; `no-link` where the disk has none, or the file is gone. */
type Linked = "linked" | "damaged" | "no-link";

/** Puts files into a backup that is being made: readable for its owner alone, flushed, with size and hash. */
export class BackupWriter {
  readonly folder: string;
  readonly #encrypt: ((source: Readable) => Promise<Readable>) | undefined;
  readonly #signal: AbortSignal;
  readonly #parts = new Map<string, StoredPart>();
  readonly #written = new Map<string, StoredPart>();

  constructor(options: { folder: string; recipients: readonly string[]; signal: AbortSignal }) {
    this.folder = options.folder;
    this.#encrypt = options.recipients.length > 0 ? encrypterFor(options.recipients) : undefined;
    this.#signal = options.signal;
  }

  /** Whether a file is in it already. */
  has(path: string): boolean {
    return this.#parts.has(this.#stored(path));
  }

  /** Every file that is in it. */
  get parts(): StoredPart[] {
    return [...this.#parts.values()];
  }

  /** Writes all that `source` gives, and says how much that was and how it begins. Throws what reading or writing threw, `ENOSPC` for instance. */
  async write(path: string, source: Readable, modifiedAt?: Date): Promise<{ bytes: number; head: Buffer }> {
    const stored = this.#stored(path);
    const target = await this.#place(stored);
    const [plain, out] = [counting(), counting()];
    // Where a later piece fails, the reading piece has to end as well.
    const feeding = pipeline(source, plain, { signal: this.#signal, end: true });
    feeding.catch(() => {});
    const ciphered = this.#encrypt ? await this.#encrypt(plain) : plain;
    const file = createWriteStream(target, { flags: "wx", mode: 0o600, flush: true });
    await Promise.all([feeding, pipeline(ciphered, out, file, { signal: this.#signal })]);
    const part = { path: stored, bytes: out.bytes, sha256: out.digest(), plainBytes: plain.bytes };
    this.#written.set(stored, part);
    this.#parts.set(stored, modifiedAt ? { ...part, modifiedAt: modifiedAt.toISOString() } : part);
    return { bytes: plain.bytes, head: plain.head };
  }

  /** Says of an upload that it was written as it came, and that this is not what it should be. */
  markDamaged(path: string): void {
    const stored = this.#stored(path);
    this.#parts.set(stored, { ...this.#parts.get(stored)!, damaged: true });
  }

  /** Takes what was written out of it again. */
  async discard(path: string): Promise<void> {
    const stored = this.#stored(path);
    this.#parts.delete(stored);
    this.#written.delete(stored);
    await rm(join(this.folder, stored));
  }

  /** Writes some text. */
  async writeText(path: string, text: string): Promise<void> {
    await this.write(path, Readable.from([Buffer.from(text)]));
  }

  /**
   * Takes a file over from another backup by a hard link, where it still has its size, and its content where that `isRead`
   * again: what is damaged there would be damaged in all that follow. What `isCopied` is the only one that is right, and is
   * copied where the disk has no links.
   */
  async linkFrom(
    backup: string,
    part: StoredPart,
    { isRead, isCopied = false }: { isRead: boolean; isCopied?: boolean },
  ): Promise<Linked> {
    try {
      const source = join(backup, part.path);
      if ((await stat(source)).size !== part.bytes) return "damaged";
      if (isRead && (await partProblem(backup, part))) return "damaged";
      const target = await this.#place(part.path);
      const linking = link(source, target);
      await (isCopied ? linking.catch(() => copyFile(source, target)) : linking);
    } catch {
      return "no-link";
    }
    this.#parts.set(part.path, part);
    return "linked";
  }

  /** Reads again what it has written, and throws where that is something else. */
  async verify(): Promise<void> {
    for (const part of this.#written.values()) {
      this.#signal.throwIfAborted();
      const problem = await partProblem(this.folder, part);
      if (problem) throw new Error(`What was written to the backup cannot be read again: ${problem}`);
    }
  }

  /** Makes every name in it last. */
  async flushFolders(): Promise<void> {
    const folders = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const paths = folders.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of [...paths, this.folder]) await flushFolder(path);
  }

  #stored(path: string): string {
    return this.#encrypt ? `${path}.age` : path;
  }

  async #place(stored: string): Promise<string> {
    const target = join(this.folder, stored);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    return target;
  }
}

/** What is wrong with a file of a backup; undefined where it is as it was written. */
export async function partProblem(folder: string, part: StoredPart): Promise<string | undefined> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const piece of createReadStream(join(folder, part.path))) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
    }
  } catch (error) {
    return `${part.path} cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
  if (bytes !== part.bytes) return `${part.path} has ${bytes} bytes instead of ${part.bytes}`;
  return hash.digest("hex") === part.sha256 ? undefined : `${part.path} is not what was written`;
}

/** Makes the names in a folder last. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Passes everything on, and knows how much that was and how it began. */
function counting(): Transform & { bytes: number; head: Buffer; digest: () => string } {
  const hash = createHash("sha256");
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      counted.bytes += piece.length;
      if (counted.head.length < headBytes) counted.head = Buffer.concat([counted.head, piece]).subarray(0, headBytes);
      done(null, piece);
    },
  });
  const counted = Object.assign(through, { bytes: 0, head: Buffer.alloc(0), digest: () => hash.digest("hex") });
  return counted;
}
