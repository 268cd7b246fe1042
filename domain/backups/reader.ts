import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { decrypterWith, isIdentity } from "./cipher.ts";
import type { Figures } from "./figures.ts";
import { type Backup, NoBackupError, readBackup, readContents, type StoredPart } from "./layout.ts";
import { partProblem } from "./writer.ts";

/** So many damaged files are named. */
const mostProblems = 5;

/** Reads a backup's files as they were before they were encrypted. */
export class BackupReader {
  readonly backup: Backup;
  readonly parts: readonly StoredPart[];
  readonly #decrypt: ((source: Readable) => Promise<Readable>) | undefined;

  private constructor(backup: Backup, decrypt: ((source: Readable) => Promise<Readable>) | undefined) {
    this.backup = backup;
    this.parts = readContents(backup);
    this.#decrypt = decrypt;
  }

  /** `identity` is the path of a file with private keys of age. Throws {@link NoBackupError} where it is needed and missing. */
  static open(folder: string, identity: string | undefined): BackupReader {
    const backup = readBackup(folder);
    const keys = identity && readIdentity(identity);
    if (backup.recipients.length === 0) return new BackupReader(backup, undefined);
    if (!keys)
      throw new NoBackupError(
        `${folder} is encrypted to ${backup.recipients.join(", ")}. Name the file with the private key: --identity key.txt`,
      );
    return new BackupReader(backup, decrypterWith(keys));
  }

  /** Reads every file and compares it with its hash. Throws {@link NoBackupError} that names what is damaged or gone. */
  async check(signal: AbortSignal): Promise<void> {
    const problems: string[] = [];
    for (const part of this.parts) {
      signal.throwIfAborted();
      const problem = await partProblem(this.backup.folder, part);
      if (problem) problems.push(problem);
    }
    if (problems.length === 0) return;
    const more = problems.length > mostProblems ? `; and ${problems.length - mostProblems} more` : "";
    throw new NoBackupError(
      `${this.backup.folder} is damaged: ${problems.slice(0, mostProblems).join("; ")}${more}. Nothing was restored`,
    );
  }

  /** What the database held. Throws {@link NoBackupError} for a wrong private key. */
  async figures(): Promise<Figures> {
    const part = this.parts.find(({ path }) => this.#plain(path) === "figures.json");
    const problem = part && (await partProblem(this.backup.folder, part));
    if (problem) throw new NoBackupError(`${this.backup.folder} is damaged: ${problem}. Nothing was restored`);
    try {
      return JSON.parse((await this.bytes("figures.json")).toString()) as Figures;
    } catch (error) {
      throw new NoBackupError(
        `${this.backup.folder} cannot be ${this.#decrypt ? "decrypted with this key" : "read"} (${(error as Error).message})`,
      );
    }
  }

  /** The files below a folder of the backup, by their names there. */
  below(folder: string): { name: string; part: StoredPart }[] {
    return this.parts
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .map((part) => ({ name: this.#plain(part.path).slice(folder.length + 1), part }));
  }

  /** One file. */
  async stream(path: string): Promise<Readable> {
    const source = createReadStream(join(this.backup.folder, this.#decrypt ? `${path}.age` : path));
    return this.#decrypt ? this.#decrypt(source) : source;
  }

  /** One small file. */
  async bytes(path: string): Promise<Buffer> {
    return buffer(await this.stream(path));
  }

  #plain(path: string): string {
    return this.#decrypt ? path.replace(/\.age$/, "") : path;
  }
}

function readIdentity(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new NoBackupError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (isIdentity(text)) return text;
  throw new NoBackupError(`${path} has no private key of age: a whole line that begins with AGE-SECRET-KEY-`);
}
