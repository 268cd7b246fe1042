/**
 * How uploads are named: `<userId>-<id>.webp`, so that a name alone says whose it is. In the store of trip photos a
 * `TripImage` row refers to that name, and `<userId>-<id>.<width>.webp` are the photo's smaller copies. Anything else in
 * a store is not ours.
 */

const pattern = /^([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)(?:\.[1-9][0-9]{1,3})?\.webp$/;
const longest = 200;

/** The widths, in pixels, that stand beside every photo: a card on a phone, and a card on a desk or a whole phone. */
export const photoWidths = [480, 960] as const;

/** The photo itself is at most this wide and this high; a smaller original stays as it is. */
export const photoWidth = 1920;
export const photoHeight = 2880;

/** A name that cannot be an upload's: it was never one of ours, or somebody is trying to reach another file. */
export class PhotoNameError extends Error {
  override name = "PhotoNameError";
}

/** True for a photo and for its widths; false for paths, dotfiles and whatever else. */
export function isPhotoName(name: string): boolean {
  return name.length <= longest && pattern.test(name);
}

/** True for the name that an upload of this person has; false for one of its widths, and for everybody else's. */
export function isUploadOf(userId: string, name: string): boolean {
  return isPhotoName(name) && photoOf(name) === name && name.startsWith(`${userId}-`);
}

/** The photo that a file belongs to: `a-b.480.webp` and `a-b.webp` both give `a-b.webp`. Throws {@link PhotoNameError}. */
export function photoOf(name: string): string {
  const stem = name.length <= longest ? pattern.exec(name)?.[1] : undefined;
  if (!stem) throw new PhotoNameError(`${JSON.stringify(name.slice(0, longest))} is not the name of a photo`);
  return `${stem}.webp`;
}

/** The file that holds a photo at one width. Throws {@link PhotoNameError}. */
export function photoAtWidth(photo: string, width: number): string {
  return photoOf(photo).replace(/webp$/, `${width}.webp`);
}

/** Every file of a photo, itself first. Throws {@link PhotoNameError}. */
export function filesOfPhoto(photo: string): string[] {
  return [photoOf(photo), ...photoWidths.map((width) => photoAtWidth(photo, width))];
}
