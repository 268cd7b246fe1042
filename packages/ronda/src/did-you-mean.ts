import { closestMatch } from "leven";

/** Comparing costs the product of two lengths; a longer text is no slip of the finger. */
const longestSlip = 100;

/** The known name that somebody probably meant, letter case aside; nothing where none is near. */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  if (written.length > longestSlip) return undefined;
  const byLowerCase = new Map(known.map((name) => [name.toLowerCase(), name]));
  const maxDistance = Math.max(1, Math.floor(written.length / 3));
  const nearest = closestMatch(written.toLowerCase(), [...byLowerCase.keys()], { maxDistance });
  return nearest === undefined ? undefined : byLowerCase.get(nearest);
}
