import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { wantedPath } from "#app/_session/wanted-path.ts";

/**
 * Ends an action: leads back to the page that its form stood on, which then says what came of it, and makes everything
 * around that page new, such as the counts in the sidebar. `about` is what the sentence is about, such as a booking's code.
 */
export function backWithNews(
  form: FormData,
  news: string,
  { fallback, about }: { fallback: string; about?: string },
): never {
  const asked = wantedPath(form.get("back"));
  const url = new URL(asked?.startsWith("/admin") ? asked : fallback, "http://setrip.invalid");
  url.searchParams.set("kabar", news);
  if (about) url.searchParams.set("tentang", about);
  else url.searchParams.delete("tentang");
  refresh();
  redirect(`${url.pathname}${url.search}` as Route);
}
