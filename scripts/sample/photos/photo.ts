import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp, { type OverlayOptions } from "sharp";
import { z } from "zod";
import { randomFrom } from "#scripts/sample/random.ts";
import scenes from "./scenes.json" with { type: "json" };

type Size = { width: number; height: number };

/** How large the drawings are. */
const paper: Size = { width: 1600, height: 1066 };

/** A camera of these sizes is enough for every page, and takes less time. */
const cameras = { usual: { width: 1280, height: 853 }, small: { width: 800, height: 533 } };

/** The hours at which people take these pictures: in every drawing each has colours of its own. */
const lights = ["dawn", "gold", "morning", "noon", "dusk", "cloudy"] as const;

/** What a picture shows and in which light, as `trips.json` writes it: `volcano dawn`. */
export const photoSubject = z
  .templateLiteral([z.enum(Object.keys(scenes) as (keyof typeof scenes)[]), " ", z.enum(lights)])
  .transform((written) => {
    const [scene, light] = written.split(" ") as [keyof typeof scenes, (typeof lights)[number]];
    return { scene, light };
  });

/** A scene, its light, and whose camera it is if not the usual one. */
export type PhotoSubject = z.output<typeof photoSubject> & { camera?: keyof typeof cameras };

/**
 * Draws one picture as somebody's camera would hand it over: the same seed and name give the same one. As JPEG, in the
 * size of the camera unless `size` is given, which takes in the whole paper. Another name stands somewhere else, sees
 * other clouds and may look from the other side.
 */
export async function drawPhoto(
  seed: number,
  name: string,
  { scene, light, camera = "usual" }: PhotoSubject,
  size?: Size,
): Promise<Buffer> {
  const random = randomFrom(seed, `photo ${name}`);
  const { horizon, clouds, water, suns } = scenes[scene];
  const [drawing, sun] = random.pick(Object.entries(suns)) as [string, [number, number]];
  const zoom = size ? 1 : random.between(1, 1.2);
  const left = (paper.width - paper.width / zoom) * random.between(0.15, 0.85);
  // What stands in front stands low.
  const top = (paper.height - paper.height / zoom) * random.between(0.65, 1);
  const view = `${left} ${top} ${paper.width / zoom} ${paper.height / zoom}`;
  const seen = (file: string, { width, height }: Size) =>
    read(file).replace(
      /class="morning" viewBox="[^"]*"/,
      `width="${width}" height="${height}" class="${light}" viewBox="${view}"`,
    );
  const values: Record<string, string | number> = {
    ...{ horizon, image: horizon * 1.9, water: water ? "inline" : "none" },
    ...{ sunX: sun[0] + random.between(-90, 90), sunY: sun[1] },
    ...{ cover: clouds * 1.8 - 3.7, seed: random.whole(1, 9_999) },
  };
  const { width, height } = size ?? cameras[camera];
  const sky = seen("sky.svg", skySize).replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
  // In one step with its enlargement it would be drawn large.
  const small = await sharp(Buffer.from(sky)).removeAlpha().raw().toBuffer();
  const picture = await sharp(small, { raw: { ...skySize, channels: 3 } })
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .composite([{ input: Buffer.from(seen(`drawings/${drawing}.svg`, { width, height })) }, await grain()])
    .removeAlpha()
    .raw()
    .toBuffer();
  const raw = sharp(picture, { raw: { width, height, channels: 3 } });
  return raw
    .flop(!size && random.chance(0.5))
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** The sky is soft, so it is drawn small and enlarged. */
const skySize: Size = { width: 320, height: 213 };

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");

let tile: Promise<Buffer> | undefined;

/** The same on every photo, so it is drawn once. */
async function grain(): Promise<OverlayOptions> {
  tile ??= sharp(join(import.meta.dirname, "grain.svg"))
    .png()
    .toBuffer();
  return { input: await tile, tile: true, blend: "soft-light" };
}
