/**
 * The draft of a new trip, kept in the browser under its owner's id. Opening the form under another account removes
 * what others left on the device, and signing out removes everything, so that nobody finds somebody else's plans there.
 */

/** A photo as a draft keeps it. */
export type KeptPhoto = { photo: string; uploadedAt: number };

/** What the fields held, as the form library nests it, and the photos that are in the store. */
export type Draft = {
  values: Record<string, unknown>;
  photos: KeptPhoto[];
  /** The files that were chosen and had not arrived, by the names that they have on the device. */
  missing?: string[];
  savedAt: number;
};

const prefix = "setrip-trip-draft:";

/** A draft is forgotten after this long. */
const keptMs = 30 * 86_400_000;

/** This person's draft; nothing where there is none, it is too old, or what is there cannot be read. */
export function readDraft(storage: Storage, userId: string, now: number): Draft | undefined {
  forgetDrafts(storage, userId);
  try {
    const draft = JSON.parse(storage.getItem(prefix + userId) ?? "null") as Draft | null;
    if (!draft || typeof draft.values !== "object" || !draft.values || !Array.isArray(draft.photos)) return undefined;
    return now - draft.savedAt < keptMs ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the draft; where nothing was typed or chosen there is none. A browser that keeps nothing is no reason to stop. */
export function saveDraft(storage: Storage, userId: string, draft: Draft): void {
  try {
    if (draft.photos.length === 0 && !draft.missing?.length && isBlank(draft.values)) forgetDraft(storage, userId);
    else storage.setItem(prefix + userId, JSON.stringify(draft));
  } catch {
    // Full, or a private window: the form works without.
  }
}

/** Removes this person's draft. */
export function forgetDraft(storage: Storage, userId: string): void {
  storage.removeItem(prefix + userId);
}

/** Removes every draft on the device but that of `keptUserId`. */
export function forgetDrafts(storage: Storage, keptUserId?: string): void {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  for (const key of keys) if (key.startsWith(prefix) && key !== prefix + keptUserId) storage.removeItem(key);
}

function isBlank(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === null || typeof value !== "object" || Object.values(value).every(isBlank);
}
