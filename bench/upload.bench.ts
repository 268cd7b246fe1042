import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { POST } from "#app/api/unggah/foto/route.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { photoHeight, photoWidth, photoWidths } from "#photo-names.ts";
import { drawPhoto } from "#scripts/sample/photos/photo.ts";
import { givenOrganizer, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { type BenchContext, interleaved, type Row } from "./bench.ts";

const rounds = 7;
/** Uploads a round, one after the other: a form sends its photos so. */
const uploads = 3;

/**
 * One photo of 12 megapixels to all its widths, beside the image library doing nothing else with the same bytes: decode
 * once, turn upright, make every width, keep the results in memory. Ours also looks at what it was sent, and writes and
 * syncs the files; behind the route it also reads the form, knows who asks and counts. What limits all of them is the
 * encoder, on one thread.
 */
export async function bench({ folder, say }: BenchContext): Promise<Row[]> {
  say("drawing a photo of 12 megapixels");
  const bytes = await photoOf12Megapixels();
  say(`it has ${(bytes.length / 1e6).toFixed(1)} MB`);
  const storage = diskPhotos(join(folder, "trips"));
  const upload = await signedInUpload(bytes);
  mkdirSync(folder, { recursive: true });

  const { separately, threaded, alone, saved, sent } = await interleaved(rounds, {
    separately: () => secondsEach(() => widthByWidth(bytes)),
    threaded: async () => {
      const threads = sharp.concurrency();
      sharp.concurrency(0);
      const seconds = await secondsEach(() => libraryAlone(bytes));
      sharp.concurrency(threads);
      return seconds;
    },
    alone: () => secondsEach(() => libraryAlone(bytes)),
    saved: () =>
      secondsEach(async () => expectOk(await savePhotoUpload({ userId: "hugo", bytes, storage, now: new Date() }))),
    sent: () => secondsEach(async () => expectOk(await upload())),
  });
  const work = "a photo of 12 megapixels to all widths";
  const figure = (seconds: number) => `${(seconds * 1_000).toFixed(0)} ms`;
  const row = (what: string, reference: [string, number], ours: number, least: number): Row => ({
    work: `${work}, ${what}`,
    reference: reference[0],
    referenceFigure: figure(reference[1]),
    ours: figure(ours),
    ratio: reference[1] / ours,
    target: `at least ${least}`,
    met: reference[1] / ours >= least,
  });
  return [
    row("checked and stored", ["sharp alone, decoding once, one thread", alone], saved, 0.85),
    row("checked and stored", ["sharp alone, each width from the file, one thread", separately], saved, 1),
    row("checked and stored", ["sharp alone, decoding once, on every core", threaded], saved, 0.7),
    row("through the route", ["sharp alone, decoding once, one thread", alone], sent, 0.8),
  ];
}

/** Layers, light and grain as a camera has them, so that neither decoder nor encoder has an easy day. */
async function photoOf12Megapixels(): Promise<Buffer> {
  const drawn = await drawPhoto(7, "bench", { scene: "terraces", light: "dawn" });
  const grain = Buffer.alloc(4_000 * 3_000 * 3);
  for (let at = 0; at < grain.length; at++) grain[at] = Math.imul(at ^ (at >>> 7), 2_654_435_761) >>> 24;
  return sharp(drawn)
    .resize(4_000, 3_000, { fit: "cover" })
    .composite([{ input: grain, raw: { width: 4_000, height: 3_000, channels: 3 }, blend: "soft-light" }])
    .withMetadata({ orientation: 1 })
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function libraryAlone(bytes: Buffer): Promise<void> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .resize({ width: photoWidth, height: photoHeight, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  for (const wide of [...photoWidths, width]) {
    await sharp(data, { raw: { width, height, channels } }).resize(wide).webp({ quality: 80, effort: 2 }).toBuffer();
  }
}

async function widthByWidth(bytes: Buffer): Promise<void> {
  for (const width of [...photoWidths, photoWidth]) {
    await sharp(bytes)
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
  }
}

/** What a browser sends: a multipart form with a session. */
async function signedInUpload(bytes: Buffer): Promise<() => Promise<{ ok: boolean }>> {
  const hugo = await givenUser({ name: "Hugo" });
  await givenOrganizer({ user: hugo });
  const headers = { ...(await cookieOf(hugo)), origin: "http://localhost:3000", host: "localhost:3000" };
  return () => {
    const body = new FormData();
    body.set("foto", new File([new Uint8Array(bytes)], "photo.jpg", { type: "image/jpeg" }));
    return POST(new Request("http://localhost:3000/api/unggah/foto", { method: "POST", headers, body }));
  };
}

async function secondsEach(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < uploads; count++) await work();
  return (performance.now() - started) / 1_000 / uploads;
}

function expectOk(answer: { ok: boolean }): void {
  if (!answer.ok) throw new Error("the photo was refused");
}
