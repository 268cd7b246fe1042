import { readFileSync } from "node:fs";
import { type SteadyClock, steadyClock } from "ronda/clock";
import { env } from "./env.ts";
import { onceAProcess } from "./once-a-process.ts";

/**
 * The one clock of the app: the server's, unless that has leapt; then what this process counts itself, so that nothing ends
 * and nothing is paid by a time that nobody knows. Tests of the built server move it with an offset in milliseconds in
 * `SETRIP_TEST_CLOCK_FILE`, which is believed whatever it says; `leap 86400000` moves the server's own clock instead.
 */
export const clock: SteadyClock = onceAProcess("clock", () =>
  steadyClock({ wallMs: () => Date.now() + testOffset().offsetMs, isDeclared: () => testOffset().isDeclared }),
);

const leap = /^leap /;

function testOffset(): { offsetMs: number; isDeclared: boolean } {
  const path = env().SETRIP_TEST_CLOCK_FILE;
  if (!path) return { offsetMs: 0, isDeclared: false };
  const text = readFileSync(path, "utf8").trim();
  const offsetMs = Number(text.replace(leap, ""));
  if (!Number.isFinite(offsetMs)) throw new Error(`${path} must hold an offset in milliseconds, such as 86400000`);
  return { offsetMs, isDeclared: !leap.test(text) };
}
