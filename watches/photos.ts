import { defineWatch } from "ronda";
import { missingPhotos } from "#domain/files/missing.ts";
import { watchTexts } from "#texts/watches.ts";

/** Photos of trips that the store lacks, as the nightly check found them. */
export const photos = defineWatch({
  ...watchTexts("photos-missing"),
  find: async () => ({ ...(await missingPhotos()), amountRupiah: null, href: "/admin/trips?stuck=1" }),
});
