import { readFileSync } from "node:fs";
import { env } from "./env.ts";

/** The one clock of the app. Tests of the built server move it with an offset in milliseconds in `SETRIP_TEST_CLOCK_FILE`. */
export function clock(): Date {
  const offsetFile = env().SETRIP_TEST_CLOCK_FILE;
  return new Date(Date.now() + (offsetFile ? readOffsetMs(offsetFile) : 0));
}

function readOffsetMs(path: string): number {
  const offsetMs = Number(readFileSync(path, "utf8").trim());
  if (!Number.isFinite(offsetMs)) throw new Error(`${path} must hold an offset in milliseconds, such as 86400000`);
  return offsetMs;
}
