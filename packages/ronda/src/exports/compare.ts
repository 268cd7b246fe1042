import { diff } from "node:util";

/** What differs between two texts, a line each with `-` for what stands there and `+` for what should; empty where they are equal. */
export function lineDiff(standing: string, expected: string): string {
  if (standing === expected) return "";
  return diff(standing.split("\n"), expected.split("\n"))
    .filter(([operation]) => operation !== 0)
    .map(([operation, line]) => `${operation === 1 ? "-" : "+"}${line}`)
    .join("\n");
}
