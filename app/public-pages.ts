import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";

/**
 * The addresses of all pages in `app/(public)/` that have no gap, in alphabetical order: whatever stands in that folder is
 * for everybody. Read from the release's own sources, which stand beside its build.
 */
export async function standingPublicPages(): Promise<string[]> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "app", "(public)");
  const files = await readdir(folder, { recursive: true });
  const pages = files.filter((file) => /(?:^|[\\/])page\.tsx$/.test(file) && !file.includes("["));
  return pages.map(addressOf).toSorted();
}

function addressOf(file: string): string {
  const folders = file.split(sep).slice(0, -1);
  return `/${folders.filter((part) => !part.startsWith("(")).join("/")}`;
}
