import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { isHalf, openRegular, regularFile, saveAtomically, unlessMissingSync } from "./disk-files.ts";
import { listFolder, removeOld, storedFile } from "./disk-folder.ts";
import { isPrivateName, type PrivateFiles, privateName } from "./private-files.ts";

/** Keeps private files in `folder`, readable for the app's user alone; it is made on the first save. */
export function diskPrivateFiles(folder: string): PrivateFiles {
  return {
    save: async (name, bytes, modifiedAt) =>
      saveAtomically({ folder, name: privateName(name) }, bytes, { folderMode: 0o700, fileMode: 0o600, modifiedAt }),
    stat: async (name) => {
      const found = regularFile(join(folder, privateName(name)));
      return found && storedFile(name, found);
    },
    open: async (name) => {
      const opened = await openRegular(join(folder, privateName(name)));
      return opened && { sizeBytes: opened.found.size, body: opened.body };
    },
    remove: async (name) => {
      const path = join(folder, privateName(name));
      return regularFile(path) !== undefined && unlessMissingSync(() => unlinkSync(path));
    },
    list: (options) => listFolder(folder, (name) => isHalf(name) || isPrivateName(name), options),
    removeOld: async (names, options) => {
      const paths = names.map((name) => join(folder, isHalf(name) ? name : privateName(name)));
      return removeOld(paths, options);
    },
  };
}
