import { policy } from "#domain/policy.ts";
import type { UploadMost } from "#texts/upload-most.ts";

/** What an upload may have, as policy says, in the units in which people are told. */
export const uploadMost: UploadMost = {
  megabytes: policy.uploadMostBytes / 1e6,
  megapixels: policy.uploadMostPixels / 1e6,
  smallestEdgePx: policy.photoSmallestEdgePx,
};
