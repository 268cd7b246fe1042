import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { parseEnv } from "node:util";
import { UsageError } from "./usage-error.ts";

/** What a file of variables holds, by name. Throws {@link UsageError} where it cannot be read. */
export function readEnvFile(path: string): Record<string, string> {
  // Editors on Windows put a mark first, which would become a part of the first name.
  return parseEnv(textOf(path).replace(/^\uFEFF/, "")) as Record<string, string>;
}

/** A comment line that remembers something in such a file; undefined where there is none that begins so. */
export function noteIn(path: string, beginning: string): string | undefined {
  const line = textOf(path)
    .split("\n")
    .find((text) => text.startsWith(beginning));
  return line?.slice(beginning.length).trim();
}

/**
 * Gives variables of a file new values, and a remembered comment another text or none, and leaves every other line as it
 * is. The file is replaced at once or not at all, keeps its mode, owner and, where it is a link, its place. Throws where
 * the new text would not say what was meant, and then nothing has changed.
 */
export function changeEnvFile(
  path: string,
  values: Record<string, string>,
  note: { beginning: string; text: string | undefined },
): void {
  const standing = textOf(path);
  const kept = standing.split("\n").filter((line) => !line.startsWith(note.beginning));
  let text = kept.join("\n");
  for (const [name, value] of Object.entries(values)) text = withValue(text, name, value);
  if (note.text !== undefined) text = `${withNewline(text)}${note.beginning} ${note.text}\n`;

  const meant = { ...parseEnv(standing), ...values };
  const said = parseEnv(text);
  const isWrong = [...new Set([...Object.keys(meant), ...Object.keys(said)])].some(
    (name) => meant[name] !== said[name],
  );
  if (isWrong) throw new UsageError(`${path} cannot be changed safely by this command; change it by hand`);
  replaceFile(realpathSync(path), text);
}

/** A name that stands twice counts by its last line, so each gets the value. */
function withValue(text: string, name: string, value: string): string {
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, "gm");
  return line.test(text) ? text.replace(line, () => `${name}=${value}`) : `${withNewline(text)}${name}=${value}\n`;
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** By a file of a fixed name beside it, private from its first byte, so that one left by a killed command is written over. */
function replaceFile(path: string, text: string): void {
  const { mode, uid, gid } = statSync(path);
  const unfinished = `${path}.new`;
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (process.getuid?.() === 0) chownSync(unfinished, uid, gid);
  chmodSync(unfinished, mode & 0o777);
  renameSync(unfinished, path);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
