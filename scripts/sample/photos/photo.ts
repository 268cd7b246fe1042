import sharp from "sharp";
import { z } from "zod";
import { type Random, randomFrom } from "#scripts/sample/random.ts";
import { type LightName, lights } from "./lights.ts";
import { ridges, savanna, volcano } from "./scenes/mountains.ts";
import type { DrawScene } from "./scenes/scene.ts";
import { bays, beach, karst, lake } from "./scenes/sea.ts";
import { stupas } from "./scenes/stupas.ts";
import { terraces } from "./scenes/terraces.ts";
import { boatRoofs, cones } from "./scenes/villages.ts";
import { waterfall } from "./scenes/waterfall.ts";
import { height, width } from "./shapes.ts";
import { paintSky, skyWidth } from "./sky.ts";

const grainSize = 256;

/** The scenes are drawn on a larger paper; a camera of these sizes is enough for every page, and takes less time. */
const cameras = { usual: { width: 1280, height: 853 }, small: { width: 800, height: 533 } };

/** What a picture can show. */
export const scenes = {
  ridges,
  volcano,
  savanna,
  karst,
  bays,
  beach,
  lake,
  terraces,
  waterfall,
  stupas,
  cones,
  boatRoofs,
} satisfies Record<string, DrawScene>;

/** What a picture shows and in which light, as `trips.json` writes it: `volcano dawn`. */
export const photoSubject = z
  .templateLiteral([z.enum(keysOf(scenes)), " ", z.enum(keysOf(lights))])
  .transform((written) => {
    const [scene, light] = written.split(" ") as [keyof typeof scenes, LightName];
    return { scene, light };
  });

/** A scene, its light, and whose camera it is if not the usual one. */
export type PhotoSubject = z.output<typeof photoSubject> & { camera?: keyof typeof cameras };

function keysOf<Key extends string>(record: Record<Key, unknown>): [Key, ...Key[]] {
  return Object.keys(record) as [Key, ...Key[]];
}

/**
 * Draws one picture as somebody's camera would hand it over: the same seed and name give the same one. As JPEG, in the
 * size of the camera unless `size` is given.
 */
export async function drawPhoto(
  seed: number,
  name: string,
  subject: PhotoSubject,
  size: { width: number; height: number } = cameras[subject.camera ?? "usual"],
): Promise<Buffer> {
  const picture = await compose(randomFrom(seed, `photo ${name}`), subject, size);
  return sharp(picture, { raw: { ...size, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

async function compose(
  random: Random,
  subject: PhotoSubject,
  size: { width: number; height: number },
): Promise<Buffer> {
  const light = lights[subject.light];
  const draw: DrawScene = scenes[subject.scene];
  const { layers, ...place } = draw(random, light);
  const sky = paintSky(random, { light: { ...light, sky: [...light.sky] }, ...place }, width / height);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${layers}</svg>`;
  return sharp(sky.pixels, { raw: { width: skyWidth, height: sky.height, channels: 3 } })
    .resize(size.width, size.height, { kernel: "cubic", fit: "fill" })
    .composite([
      { input: Buffer.from(svg) },
      {
        input: grain,
        raw: { width: grainSize, height: grainSize, channels: 4 },
        tile: true,
        blend: "soft-light",
      },
    ])
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** A tile of film grain: grey noise that lightens and darkens a little. The same on every photo. */
const grain = grainTile(randomFrom(0, "grain"));

function grainTile(random: Random): Buffer {
  const tile = Buffer.alloc(grainSize * grainSize * 4);
  for (let pixel = 0; pixel < tile.length; pixel += 4) {
    const grey = random.whole(64, 192);
    tile[pixel] = grey;
    tile[pixel + 1] = grey;
    tile[pixel + 2] = grey;
    tile[pixel + 3] = 120;
  }
  return tile;
}
