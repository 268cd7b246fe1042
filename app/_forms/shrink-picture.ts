/** As large as the server would keep it, in pixels. */
export type MostPixels = { width: number; height: number };

/** Identity cards, proofs and evidence: small print stays readable. */
export const paperPixels: MostPixels = { width: 2_000, height: 2_000 };

/** A picture of the right kind that is no larger than this travels as it is. */
const smallBytes = 700_000;

const taken = new Set(["image/jpeg", "image/png", "image/webp"]);

/**
 * The picture in the size in which it would be kept, as a JPEG: a phone's photo has ten times the bytes, and the line is
 * slow where people travel. Turns what the browser can open and the server cannot, such as an iPhone's HEIC in Safari.
 * What the browser cannot open stays as it is: the server says what is wrong with it.
 */
export async function shrinkPicture(file: File, most: MostPixels): Promise<File> {
  try {
    return await shrunk(file, most);
  } catch {
    return file;
  }
}

async function shrunk(file: File, most: MostPixels): Promise<File> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, most.width / bitmap.width, most.height / bitmap.height);
    const fits = taken.has(file.type);
    if (fits && scale === 1 && file.size <= smallBytes) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const drawing = canvas.getContext("2d");
    if (!drawing) return file;
    // A JPEG knows no transparency; without a ground it would be black.
    drawing.fillStyle = "#ffffff";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    if (!jpeg || (fits && jpeg.size >= file.size)) return file;
    return new File([jpeg], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: jpeg.type });
  } finally {
    bitmap.close();
  }
}
