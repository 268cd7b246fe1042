import { execFileSync } from "node:child_process";

/** Builds the app before the tests that start it; takes no time when nothing changed since the last build. */
export default function setup(): void {
  execFileSync(process.execPath, ["scripts/ensure.mjs", "build"], { stdio: "inherit" });
}
