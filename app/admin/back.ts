import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { visitor } from "#app/_session/visitor.ts";
import { wantedPath } from "#app/_session/wanted-path.ts";
import { clock } from "#clock.ts";
import { flashMark } from "./flash-mark.ts";

/**
 * Ends an action: leads back to the page that its form stood on, which then says what came of it, and makes everything
 * around that page new, such as the counts in the sidebar. The address carries a mark of ours, without which nothing is said. `about` is what the sentence is about, such as a booking's code.
 */
export async function backWithFlash(
  form: FormData,
  flash: string,
  { fallback, about }: { fallback: string; about?: string },
): Promise<never> {
  const asked = wantedPath(form.get("back"));
  const url = new URL(asked?.startsWith("/admin") ? asked : fallback, "http://setrip.invalid");
  url.searchParams.set("kabar", flash);
  if (about) url.searchParams.set("tentang", about);
  else url.searchParams.delete("tentang");
  const asking = await visitor();
  url.searchParams.set("tanda", flashMark({ adminId: asking?.id ?? "", flash, about: about ?? "" }, clock()));
  refresh();
  redirect(`${url.pathname}${url.search}` as Route);
}
