import { missingPhotos } from "#domain/images/missing.ts";
import type { Watch } from "./watch.ts";

/** Photos of trips that the store lacks, as the nightly check found them. */
export const photos: Watch = {
  name: "photos-missing",
  description: {
    id: "Foto trip yang tercatat di database tetapi tidak ada di penyimpanan",
    en: "Photos of trips that the database names and the store lacks",
  },
  look: async () => ({ ...(await missingPhotos()), href: "/admin/trips?stuck=1" }),
};
