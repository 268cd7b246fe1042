import { defineWatch } from "ronda";
import { missingPapers } from "#domain/files/missing.ts";
import { watchTexts } from "#texts/watches.ts";

/** Proofs, identity cards and evidence that the store lacks, as the nightly check found them. */
export const papers = defineWatch({
  ...watchTexts("papers-missing"),
  find: async () => ({ ...(await missingPapers()), amountRupiah: null, href: "/admin/system#job-check-stored-files" }),
});
