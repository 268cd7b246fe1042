import { existsSync, rmSync } from "node:fs";

/** Removes those of the files that are there, or with `dryRun` none; gives which. */
export function removePrivateFiles(paths: readonly string[], { dryRun }: { dryRun?: boolean | undefined }): string[] {
  const there = paths.filter((path) => existsSync(path));
  if (!dryRun) for (const path of there) rmSync(path);
  return there;
}
