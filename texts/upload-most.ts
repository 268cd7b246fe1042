/** What an upload may have at most, and the smallest edge of a trip's photo: the numbers in sentences about uploads. */
export type UploadMost = { megabytes: number; megapixels: number; smallestEdgePx: number };
