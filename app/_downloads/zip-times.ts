/** 1 January 1980 00:00, the first moment that a zip can write, as the two numbers that it writes. */
const [time, date] = [0, 0x21];

const ends = { endOfCentral: 0x06054b50, central: 0x02014b50 };

/**
 * Takes the moments of writing out of a zip, in place: what is packed alike twice then has the same bytes, today and
 * tomorrow. Only for zips that were just written here, without a comment.
 */
export function withoutZipTimes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength - 22;
  if (end < 0 || view.getUint32(end, true) !== ends.endOfCentral) throw new Error("This is no zip without a comment");
  let at = view.getUint32(end + 16, true);
  while (view.getUint32(at, true) === ends.central) {
    view.setUint16(at + 12, time, true);
    view.setUint16(at + 14, date, true);
    const local = view.getUint32(at + 42, true);
    view.setUint16(local + 10, time, true);
    view.setUint16(local + 12, date, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
}
