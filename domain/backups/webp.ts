/** So much of a file's beginning tells how long it is. */
export const headBytes = 12;

/**
 * Whether a file that begins with `head` and has so many bytes is a complete WebP, as every upload is: its container says
 * how long it is, a little-endian number behind "RIFF" that does not count the first eight bytes
 * (https://developers.google.com/speed/webp/docs/riff_container). Its content is not looked at.
 */
export function isCompleteWebp(head: Buffer, bytes: number): boolean {
  if (head.length < headBytes) return false;
  const isWebp = head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, headBytes) === "WEBP";
  return isWebp && head.readUInt32LE(4) + 8 === bytes;
}
