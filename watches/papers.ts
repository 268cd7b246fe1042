import { defineWatch } from "ronda";
import { missingPapers } from "#domain/images/missing.ts";

/** Proofs, identity cards and evidence that the store lacks, as the nightly check found them. */
export const papers = defineWatch({
  name: "papers-missing",
  description: {
    id: "Bukti, KTP, atau lampiran laporan yang tercatat di database tetapi tidak ada di penyimpanan",
    en: "Proofs, identity cards and evidence that the database names and the store lacks",
  },
  sentence: {
    id: ({ count }, words) =>
      `${words.count(count)} bukti, KTP, atau lampiran tercatat di database, tetapi tidak ada di penyimpanan. Pulihkan uploads/private dari cadangan; nama berkasnya ada di run terakhir.`,
    en: ({ count }, words) =>
      `Proofs, identity cards or evidence that the database names and the store lacks: ${words.count(count)}. Restore uploads/private from a backup; the last run has the names of the files.`,
  },
  find: async () => ({ ...(await missingPapers()), amountRupiah: null, href: "/admin/system#job-check-stored-files" }),
});
