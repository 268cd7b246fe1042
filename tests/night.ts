import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What one run did: how many trips and payouts, and the most memory that its process had held until then. */
export type Night = { completed: number; ids: number; payoutsReleased: number; peakMb: number };

/** Starts the night's work in a real process against the test's database, at each of the moments in turn. */
export function startNight(
  moments: string[],
  { env = {}, flags = [] }: { env?: Record<string, string>; flags?: string[] } = {},
): ChildProcess {
  return spawn(process.execPath, [...flags, "tests/processes/auto-complete.ts", ...moments], {
    stdio: ["ignore", "pipe", "inherit"],
    // What is compiled once for all tests would count as memory of this one.
    env: { ...process.env, NODE_COMPILE_CACHE: undefined, ...env } as unknown as NodeJS.ProcessEnv,
  });
}

/** Runs the same to its end and returns what each run did. Throws when the process failed. */
export async function playNight(...start: Parameters<typeof startNight>): Promise<Night[]> {
  const child = startNight(...start);
  const [output, [code]] = await Promise.all([text(child.stdout!), once(child, "exit")]);
  if (code !== 0) throw new Error(`the process ended with ${code}`);
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Night);
}
