import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { expect, it } from "vitest";
import { limits } from "#limits.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { drawShareCard } from "./share-card.ts";

const card = { title: "Bromo Fajar", facts: ["12–14 Desember 2026", "Rp 1.250.000 / orang"] };

async function brightPixels(bytes: Uint8Array): Promise<number> {
  const { data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.filter((value) => value > 230).length;
}

it("is a JPEG of 1200 by 630 that is light enough for a chat, even of a photo like noise", async () => {
  const noise = await sharp(randomBytes(1920 * 1280 * 3), { raw: { width: 1920, height: 1280, channels: 3 } })
    .webp({ quality: 90 })
    .toBuffer();
  for (const picture of [undefined, await givenJpeg(), noise]) {
    const drawn = await drawShareCard({ ...card, picture });
    expect(await sharp(drawn).metadata()).toMatchObject({ format: "jpeg", width: 1200, height: 630 });
    expect(drawn.byteLength).toBeLessThanOrEqual(limits.shareCard.mostBytes);
  }
});

it("says the title and the facts in white, in the typeface that the repository brings", async () => {
  const full = await brightPixels(await drawShareCard(card));
  const empty = await brightPixels(await drawShareCard({ title: "", facts: [] }));
  expect(full).toBeGreaterThan(empty + 5_000);
});

it("draws whatever somebody calls a trip: markup, signs that no font has, and more than fits", async () => {
  for (const title of ["<b>Trip & co</b>", "🏔️🏝️", "\u0000\u0007Bromo", "a".repeat(5_000), "Bromo ".repeat(200)]) {
    const drawn = await drawShareCard({ ...card, title });
    expect(await sharp(drawn).metadata()).toMatchObject({ width: 1200, height: 630 });
  }
});
