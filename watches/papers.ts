import { missingPapers } from "#domain/images/missing.ts";
import type { Watch } from "./watch.ts";

/** Proofs, identity cards and evidence that the store lacks, as the nightly check found them. */
export const papers: Watch = {
  name: "papers-missing",
  description: {
    id: "Bukti, KTP, atau lampiran laporan yang tercatat di database tetapi tidak ada di penyimpanan",
    en: "Proofs, identity cards and evidence that the database names and the store lacks",
  },
  look: async () => ({ ...(await missingPapers()), href: "/admin/system#job-check-stored-files" }),
};
