import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a module's source in a process of its own and kills it with SIGKILL as soon as it prints something. Throws when it
 * ends before that; what it says of itself on its error output is shown.
 */
export async function killOnceItSpeaks(script: string): Promise<void> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), gone.then(() => Promise.reject(new Error("it ended by itself")))]);
  child.kill("SIGKILL");
  await gone;
}
