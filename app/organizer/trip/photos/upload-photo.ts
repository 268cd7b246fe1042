import { endWhenSilent } from "#app/_forms/end-when-silent.ts";
import { shrinkPicture } from "#app/_forms/shrink-picture.ts";
import { photoHeight, photoWidth } from "#photo-names.ts";
import type { tripFormTexts } from "#texts/trip-form.ts";

/** Why a photo is not there: the server's words, and those for a lost connection and for an upload that is too old. */
export type PhotoRefusal = keyof ReturnType<ReturnType<typeof tripFormTexts>["photos"]["refusals"]>;

/** The base name that the server gave the photo, or why it has none. */
export type PhotoUploaded = { ok: true; photo: string } | { ok: false; reason: PhotoRefusal };

/** Refusals after which the same file may be taken another time. */
export const worthRetrying: ReadonlySet<PhotoRefusal> = new Set([
  ...([
    "network",
    "not-stored",
    "too-many",
    "queue-full",
    "busy",
    "too-slow",
    "interrupted",
    "signed-out",
    "expired",
  ] as const),
]);

type Watching = { onProgress: (percent: number) => void; signal: AbortSignal };

/** Sends one photo. `fetch` could not say how much of it has gone, which is what people with a weak signal look at. */
export async function uploadPhoto(file: File, { onProgress, signal }: Watching): Promise<PhotoUploaded> {
  const small = await shrinkPicture(file, { width: photoWidth, height: photoHeight });
  if (signal.aborted) return { ok: false, reason: "network" };
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/unggah/foto");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.floor((100 * loaded) / total) : 0);
    request.onload = () => resolve(databaseError(request));
    request.onerror = request.onabort = () => resolve({ ok: false, reason: "network" });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    endWhenSilent(request);
    request.send(small);
  });
}

function databaseError({ status, responseText }: XMLHttpRequest): PhotoUploaded {
  try {
    const body = JSON.parse(responseText) as { photo?: string; error?: PhotoRefusal };
    if (status === 200 && body.photo) return { ok: true, photo: body.photo };
    if (body.error) return { ok: false, reason: body.error };
  } catch {
    // A proxy's own page: it has the limits of nginx, or cannot reach the app.
  }
  return { ok: false, reason: status === 413 ? "too-large" : "not-stored" };
}
