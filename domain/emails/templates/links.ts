import { env } from "#env.ts";

/** The absolute address of a page of the app; `path` begins with a slash. */
export function appLink(path: string): string {
  return env().APP_URL + path;
}
