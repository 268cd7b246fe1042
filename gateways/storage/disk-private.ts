import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { PhotoNameError, photoOf } from "#photo-names.ts";
import { openRegular, regularFile, saveWhole, unlessMissingSync } from "./disk-files.ts";
import type { PrivateFiles } from "./private-files.ts";

/** Keeps private files in `folder`, readable for the app's user alone; it is made on the first save. */
export function diskPrivateFiles(folder: string): PrivateFiles {
  return {
    save: async (name, bytes, modifiedAt) =>
      saveWhole({ folder, name: checked(name) }, bytes, { folderMode: 0o700, fileMode: 0o600, modifiedAt }),
    open: async (name) => {
      const opened = await openRegular(join(folder, checked(name)));
      return opened && { sizeBytes: opened.found.size, body: opened.body };
    },
    remove: async (name) => {
      const path = join(folder, checked(name));
      return regularFile(path) !== undefined && unlessMissingSync(() => unlinkSync(path));
    },
  };
}

/** Private files have no widths. */
function checked(name: string): string {
  if (photoOf(name) !== name) throw new PhotoNameError(`${JSON.stringify(name)} is not the name of a private file`);
  return name;
}
