import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { limits } from "#limits.ts";
import { jsonDepth } from "./json-depth.ts";

/**
 * Whether what a page's script says about the parts that it shows already can be read, by Next's own rules. Next would
 * answer anything else with a 500, and takes hundreds of milliseconds over one that is deep.
 */
export function isRouterState(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  try {
    if (jsonDepth(Buffer.from(decodeURIComponent(String(header)))) > limits.routerState.deepest) return false;
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}
