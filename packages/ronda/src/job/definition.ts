import { didYouMean } from "../did-you-mean.ts";

/** A job or the engine is declared wrongly. The message names what, and what would be right; it is meant to stop the start. */
export class DefinitionError extends Error {
  override name = "DefinitionError";
}

/** Throws {@link DefinitionError} when `given` has a key that is not in `known`, with the nearest known one. */
export function rejectUnknownOptions(where: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const nearest = didYouMean(key, known);
    const hint = nearest ? `did you mean "${nearest}"?` : `known are ${known.join(", ")}`;
    throw new DefinitionError(`${where}: unknown option "${key}", ${hint}`);
  }
}
