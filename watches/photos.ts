import { defineWatch } from "ronda";
import { missingPhotos } from "#domain/images/missing.ts";

/** Photos of trips that the store lacks, as the nightly check found them. */
export const photos = defineWatch({
  name: "photos-missing",
  description: {
    id: "Foto trip yang tercatat di database tetapi tidak ada di penyimpanan",
    en: "Photos of trips that the database names and the store lacks",
  },
  sentence: {
    id: ({ count }, words) =>
      `${words.count(count)} foto trip tercatat di database, tetapi tidak ada di penyimpanan. Kembalikan berkasnya dari cadangan, atau minta penyelenggara menghapus foto itu dari tripnya dan mengunggahnya lagi.`,
    en: ({ count }, words) =>
      `Photos of trips that the database names and the store lacks: ${words.count(count)}. Restore the file from a backup, or ask the organizer to remove that photo from the trip and upload it again.`,
  },
  find: async () => ({ ...(await missingPhotos()), amountRupiah: null, href: "/admin/trips?stuck=1" }),
});
