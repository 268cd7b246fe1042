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
      `${words.count(count)} foto trip tercatat di database, tetapi tidak ada di penyimpanan. Pulihkan uploads/trips dari cadangan, atau minta penyelenggara mengganti fotonya.`,
    en: ({ count }, words) =>
      `Photos of trips that the database names and the store lacks: ${words.count(count)}. Restore uploads/trips from a backup, or ask the organizers for other photos.`,
  },
  find: async () => ({ ...(await missingPhotos()), amountRupiah: null, href: "/admin/trips?stuck=1" }),
});
