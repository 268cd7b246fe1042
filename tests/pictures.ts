import sharp, { type Sharp } from "sharp";

/** Pictures as phones make them, for tests. */

/** A picture with an edge in it (red to the left, blue to the right), so that a test sees which way it was turned. */
export function givenPicture(width: number, height: number): Sharp {
  const left = {
    input: { create: { width: Math.floor(width / 2), height, channels: 3, background: "#d02020" } },
  } as const;
  const canvas = { create: { width, height, channels: 3, background: "#2020d0" } } as const;
  return sharp(canvas).composite([{ ...left, left: 0, top: 0 }]);
}

/** A JPEG of that size; 1600 by 1200 unless told. */
export function givenJpeg(width = 1600, height = 1200): Promise<Buffer> {
  return givenPicture(width, height).jpeg().toBuffer();
}

/** A JPEG that says where it was taken, by whom and with what: a house in Bandung. */
export function givenJpegWithPlace(): Promise<Buffer> {
  const place = {
    GPSLatitudeRef: "S",
    GPSLatitude: "6/1 54/1 0/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "107/1 36/1 0/1",
  };
  return givenPicture(1600, 1200)
    .withExif({ IFD0: { Artist: "Hugo of Bandung", Model: "Hugo's phone" }, IFD3: place })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>Hugo of Bandung</note></x:xmpmeta>')
    .jpeg()
    .toBuffer();
}

/** What an iPhone keeps: a container of the right kind around bytes that nobody here can read. */
export function givenHeic(): Buffer {
  const brands = "ftypheic\0\0\0\0mif1MiHBMiHEMiPrmiafheic";
  return Buffer.concat([
    Buffer.from([0, 0, 0, brands.length + 4]),
    Buffer.from(brands, "latin1"),
    Buffer.alloc(2_000, 7),
  ]);
}
