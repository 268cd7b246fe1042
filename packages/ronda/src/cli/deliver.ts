import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { lineDiff } from "../exports/compare.ts";
import { findBlock, type Marks } from "../exports/marked-block.ts";

/** Where an export goes: to a file, to the terminal, or only compared. */
export type Delivery = {
  /** The file to write, or with `check` to compare. */
  output?: string;
  check?: boolean;
};

/** How a generated text lies in a larger file. */
export type Part = { marks: Marks; put: (standing: string, marks: Marks, block: string) => string };

/**
 * Hands a generated text over: prints it, writes it to a file, or with `check` compares it with the file that stands
 * there. A part of a file leaves the rest of it as it is. Gives what to print, and whether all is well.
 */
export function deliver(text: string, target: Delivery, part?: Part): { ok: boolean; print: string } {
  if (!target.output) return { ok: true, print: text.replace(/\n$/, "") };
  const standing = existsSync(target.output) ? readFileSync(target.output, "utf8") : undefined;
  if (target.check) return compare(text, target.output, standing, part?.marks);
  writeFileSync(target.output, part && standing !== undefined ? part.put(standing, part.marks, text) : text);
  return { ok: true, print: `wrote ${target.output}` };
}

/** Compares a generated text with what stands somewhere, or with the marked part of that. */
export function compare(
  text: string,
  name: string,
  standing: string | undefined,
  marks?: Marks,
): { ok: boolean; print: string } {
  const found = standing !== undefined && marks ? findBlock(standing, marks) : standing;
  if (found === undefined) return { ok: false, print: `${name} ${marks ? "has no such block" : "is missing"}` };
  const difference = lineDiff(found, marks ? text.replace(/\n$/, "") : text);
  return difference === ""
    ? { ok: true, print: `${name} is up to date` }
    : { ok: false, print: `${name} differs (- stands there, + is right):\n${difference}` };
}
