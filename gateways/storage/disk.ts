import { lutimesSync } from "node:fs";
import { join } from "node:path";
import { isPhotoName, photoOf } from "#photo-names.ts";
import { openRegular, regularFile, saveAtomically, unlessMissingSync } from "./disk-files.ts";
import { listFolder, removeOld, storedFile } from "./disk-folder.ts";
import type { PhotoStore } from "./photo-store.ts";
import type { StoredFile } from "./stored-file.ts";

/** Opens the photo store in `folder` of this machine, which is made on the first save; until then the store is empty. */
export function diskPhotos(folder: string): PhotoStore {
  return {
    list: (options) => listFolder(folder, isPhotoName, options),
    stat: async (name) => look(folder, name),
    open: (name) => openPhoto(folder, name),
    save: async (name, bytes, modifiedAt) => {
      photoOf(name);
      await saveAtomically({ folder, name }, bytes, { folderMode: 0o755, fileMode: 0o644, modifiedAt });
    },
    touch: async (name, at) => touch(folder, name, at),
    remove: async (names, options) => {
      const paths = names.map((name) => pathOf(folder, name));
      return removeOld(paths, options);
    },
  };
}

async function openPhoto(folder: string, name: string) {
  const opened = await openRegular(pathOf(folder, name));
  return opened && { ...storedFile(name, opened.found), body: opened.body };
}

function touch(folder: string, name: string, at: Date): boolean {
  const path = pathOf(folder, name);
  return regularFile(path) !== undefined && unlessMissingSync(() => lutimesSync(path, at, at));
}

function look(folder: string, name: string): StoredFile | undefined {
  const found = regularFile(pathOf(folder, name));
  return found && storedFile(name, found);
}

function pathOf(folder: string, name: string): string {
  photoOf(name);
  return join(folder, name);
}
