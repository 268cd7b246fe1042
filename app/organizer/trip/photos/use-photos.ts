"use client";

import { useEffect, useReducer, useRef } from "react";
import { changePhotos, chosenPhoto, type PhotoItem } from "./photo-list.ts";
import { uploadPhoto } from "./upload-photo.ts";

/** Told of what people who see nothing need to hear. */
export type PhotoEvent = { type: "uploaded" } | { type: "failed"; refusal: NonNullable<PhotoItem["refusal"]> };

/**
 * The photos of the form. Each is uploaded as it is chosen, one at a time: with a weak signal one finished photo is worth
 * more than three halves. Leaving the form stops what is on its way.
 */
export function usePhotos(start: PhotoItem[], onEvent: (event: PhotoEvent) => void) {
  const [items, dispatch] = useReducer(changePhotos, start);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const running = useRef(new Map<string, AbortController>());

  useEffect(() => {
    const uploads = running.current;
    return () => {
      for (const upload of uploads.values()) upload.abort();
    };
  }, []);

  function enqueue(key: string, file: File) {
    const controller = new AbortController();
    running.current.set(key, controller);
    turn.current = turn.current.then(() => send(key, file, controller.signal));
  }

  async function send(key: string, file: File, signal: AbortSignal) {
    const set = (values: Partial<PhotoItem>) => dispatch({ type: "set", key, values });
    if (signal.aborted) return;
    set({ state: "uploading", progress: 0, refusal: null });
    const outcome = await uploadPhoto(file, { onProgress: (progress) => set({ progress }), signal });
    if (signal.aborted) return;
    running.current.delete(key);
    if (outcome.ok) set({ state: "done", photo: outcome.photo, uploadedAt: Date.now() });
    else set({ state: "failed", refusal: outcome.reason });
    onEvent(outcome.ok ? { type: "uploaded" } : { type: "failed", refusal: outcome.reason });
  }

  return {
    items,
    add(files: File[]) {
      const added = files.map((file) => chosenPhoto(file, URL.createObjectURL(file)));
      dispatch({ type: "add", items: added });
      for (const { key, file } of added) enqueue(key, file!);
    },
    retry({ key, file }: PhotoItem) {
      if (!file) return;
      dispatch({ type: "set", key, values: { state: "waiting", refusal: null, progress: 0 } });
      enqueue(key, file);
    },
    remove({ key, src }: PhotoItem) {
      running.current.get(key)?.abort();
      running.current.delete(key);
      if (src?.startsWith("blob:")) URL.revokeObjectURL(src);
      dispatch({ type: "remove", key });
    },
    move: (key: string, to: number) => dispatch({ type: "move", key, to }),
    /** The store no longer has these uploads, or will not give them to a trip. */
    expire() {
      for (const { key, uploadedAt } of items)
        if (uploadedAt !== null)
          dispatch({ type: "set", key, values: { state: "failed", photo: null, refusal: "expired" } });
    },
  };
}

/** See {@link usePhotos}. */
export type Photos = ReturnType<typeof usePhotos>;
