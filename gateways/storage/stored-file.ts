/** A file of a store, without its bytes. */
export type StoredFile = { name: string; sizeBytes: number; modifiedAt: Date };

/** How a store is listed: in pages of at most `pageSize` (10,000 unless told; a bucket never gives more than 1,000). */
export type Listing = { pageSize?: number; signal?: AbortSignal };

/** Which files may go: those that, looked at again just before, were last modified before `modifiedBefore`. */
export type Removal = { modifiedBefore: Date; signal?: AbortSignal };
