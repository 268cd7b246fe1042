import { defineWatch } from "ronda";
import { recentlyFailedPages } from "#domain/installation/failed-pages.ts";
import { limits } from "#limits.ts";
import { watchTexts } from "#texts/watches.ts";

/** Pages that ended in an error that nobody expects, whoever opened them. */
export const failed = defineWatch({
  ...watchTexts("pages-failed", limits.failedPages.windowMs),
  find: async ({ now }) => {
    const { cause, ...found } = await recentlyFailedPages(now);
    return { ...found, amountRupiah: null, href: "/admin/system/panduan#pages-failed", detail: cause ?? undefined };
  },
});
