import type { KeptPhoto } from "#app/_forms/draft.ts";
import { policy } from "#domain/policy.ts";
import type { PhotoRefusal } from "./upload-photo.ts";

/** One photo of the form, whether or not the server has it yet. */
export type PhotoItem = {
  /** Its own for as long as the form is open. */
  key: string;
  /** Where to show it from; null for a file that browsers cannot show. */
  src: string | null;
  /** Its base name in the store, once it is there. */
  photo: string | null;
  state: "waiting" | "uploading" | "done" | "failed";
  /** Percent that has been sent. */
  progress: number;
  refusal: PhotoRefusal | null;
  /** What was chosen, so that it can be sent again; null after a reload. */
  file: File | null;
  /** When the store got it, in ms; null for a photo that a trip has already. */
  uploadedAt: number | null;
};

/** What happens to the photos of the form. */
export type PhotoChange =
  | { type: "add"; items: PhotoItem[] }
  | { type: "set"; key: string; values: Partial<PhotoItem> }
  | { type: "move"; key: string; to: number }
  | { type: "remove"; key: string };

/** Whether it is being sent or waits for that. */
export function isOnItsWay({ state }: PhotoItem): boolean {
  return state === "waiting" || state === "uploading";
}

/** The photos after a change; moving or setting one that is gone changes nothing. */
export function changePhotos(items: PhotoItem[], change: PhotoChange): PhotoItem[] {
  switch (change.type) {
    case "add":
      return [...items, ...change.items];
    case "set":
      return items.map((item) => (item.key === change.key ? { ...item, ...change.values } : item));
    case "remove":
      return items.filter(({ key }) => key !== change.key);
    case "move": {
      const moved = items.find(({ key }) => key === change.key);
      if (!moved) return items;
      const others = items.filter((item) => item !== moved);
      return others.toSpliced(Math.max(0, Math.min(change.to, others.length)), 0, moved);
    }
  }
}

/** A file that was just chosen. */
export function chosenPhoto(file: File, src: string): PhotoItem {
  const fresh = { photo: null, state: "waiting", progress: 0, refusal: null, uploadedAt: null } as const;
  return { key: crypto.randomUUID(), src, file, ...fresh };
}

/** A photo of a draft; one that is older than a day has to be uploaded again. */
export function restoredPhoto({ photo, uploadedAt }: KeptPhoto, now: number): PhotoItem {
  const expired = now - uploadedAt > keptMs;
  return {
    key: photo,
    src: `/api/unggah/foto/${photo.replace(/\.webp$/, ".480.webp")}`,
    photo: expired ? null : photo,
    state: expired ? "failed" : "done",
    progress: 100,
    refusal: expired ? "expired" : null,
    file: null,
    uploadedAt,
  };
}

/** A photo that the trip has already. */
export function publishedPhoto(photo: string): PhotoItem {
  const done = { photo, state: "done", progress: 100, refusal: null, file: null, uploadedAt: null } as const;
  return { key: photo, src: `/foto/${photo.replace(/\.webp$/, ".480.webp")}`, ...done };
}

/** The server takes uploads that the clean-up would leave alone; a little less leaves time to send the form. */
const keptMs = policy.orphanImageAgeMs * 0.99;
