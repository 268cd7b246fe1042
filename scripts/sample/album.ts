import { drawPicture } from "#domain/images/picture.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import type { Person } from "./people.ts";
import { drawPhoto, type PhotoSubject } from "./photos/photo.ts";

/** A photo to draw and to upload. */
export type PhotoOrder = { topic: string; subject: PhotoSubject; owner: Person; at: Date };

/** An upload that waits for its moment: its base name, its files, and when they came. */
export type Picture = { photo: string; files: [name: string, bytes: Uint8Array][]; at: Date };

/**
 * The photos of the story. They are drawn and made into uploads while the story is lived through, some at a time, by the
 * same code that takes a real upload; only their files come into the store when the story gets there.
 */
export type Album = {
  order: (order: PhotoOrder) => Promise<Picture>;
  /** Puts a picture's files into the store; returns its base name. */
  develop: (picture: Picture, storage: PhotoStore) => Promise<string>;
  /** Begins to draw, what is needed first first. Call it when everything is ordered. */
  start: () => void;
};

/** Enough at a time for every core, few enough to stay small in memory. */
const atOnce = 3;

/** An album whose photos follow from `seed`. */
export function createAlbum(seed: number): Album {
  const orders: (PhotoOrder & { done: PromiseWithResolvers<Picture> })[] = [];
  return {
    order(order) {
      const done = Promise.withResolvers<Picture>();
      // It may fail long before the story asks for it; who asks still gets the error.
      done.promise.catch(() => {});
      orders.push({ ...order, done });
      return done.promise;
    },
    async develop({ photo, files, at }, storage) {
      for (const [name, bytes] of files) await storage.save(name, bytes, at);
      return photo;
    },
    start() {
      const queue = orders.toSorted((one, other) => one.at.getTime() - other.at.getTime()).values();
      const work = async () => {
        for (const { done, ...order } of queue) await upload(seed, order).then(done.resolve, done.reject);
      };
      for (let worker = 0; worker < atOnce; worker++) void work();
    },
  };
}

async function upload(seed: number, { topic, subject, owner, at }: PhotoOrder): Promise<Picture> {
  const bytes = await drawPhoto(seed, topic, subject);
  const userId = await owner.joined;
  const files: Picture["files"] = [];
  const collector = { save: async (name: string, saved: Uint8Array) => void files.push([name, saved]) };
  const storage = collector as unknown as PhotoStore;
  const saved = await savePhotoUpload({ userId, bytes, storage, draw: drawPicture, now: at });
  if (!saved.ok) throw new Error(`The drawn photo ${topic} was refused: ${saved.reason}`);
  return { photo: saved.photo, files, at };
}
