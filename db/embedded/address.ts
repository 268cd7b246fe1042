import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the embedded server keeps everything it has: its data, its password, its port and its log. */
export function clusterFolder(dataDir: string): string {
  return join(/* turbopackIgnore: true */ dataDir, "postgres", "cluster");
}

/** The address of the server in `dataDir` as its own pid file tells it, or nothing when it has never run or was stopped. */
export function embeddedUrl(dataDir: string): string | undefined {
  const cluster = clusterFolder(dataDir);
  const port = readLines(join(/* turbopackIgnore: true */ cluster, "data", "postmaster.pid"))[3];
  const password = readLines(join(/* turbopackIgnore: true */ cluster, "password"))[0];
  return port && password ? `postgresql://setrip:${password}@127.0.0.1:${port}/setrip` : undefined;
}

function readLines(path: string): string[] {
  try {
    return readFileSync(/* turbopackIgnore: true */ path, "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
