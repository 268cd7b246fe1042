import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { drawPhoto } from "./sample/photos/photo.ts";

/**
 * `node scripts/draw-hero.ts`: draws the front page's picture anew, first light over forest and ridges, in the shapes
 * that screens have. What it writes is kept in the repository.
 */
const folder = join(import.meta.dirname, "..", "app", "(public)", "hero");
const photo = await drawPhoto(3, "hero", { scene: "ridges", light: "dawn" }, { width: 1600, height: 1066 });

/** Cut from the picture of 1600 by 1066: for a desk its whole breadth, for a phone an upright part around the sun. */
const cuts = {
  wide: { from: { left: 0, top: 150, width: 1600, height: 800 }, widths: [1024, 1600] },
  tall: { from: { left: 700, top: 66, width: 750, height: 1000 }, widths: [480, 750] },
};

for (const [name, { from, widths }] of Object.entries(cuts)) {
  for (const width of widths) {
    const bytes = await sharp(photo).extract(from).resize(width).webp({ quality: 80, effort: 6 }).toBuffer();
    await writeFile(join(folder, `${name}-${width}.webp`), bytes);
    console.log(`${name}-${width}.webp ${Math.round(bytes.length / 1024)} kB`);
  }
}
