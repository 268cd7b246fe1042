import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { tripPhotosFolder } from "#gateways/storage/stores.ts";
import { photoAtWidth } from "#photo-names.ts";
import { dayMs, hourMs, minuteMs } from "./nights.ts";
import { type DrawnPhoto, drawPhoto, type PhotoSubject } from "./photos/photo.ts";
import { randomFrom } from "./random.ts";
import { ideas } from "./trips/index.ts";
import type { World } from "./world.ts";

type Order = { path: string; topic: string; subject: PhotoSubject; at: Date };

/** Photos drawn at the same time: enough for every core, few enough to stay small in memory. */
const atOnce = 4;

/** Gives every trip its photos: the rows now, and what to draw for them. */
export function orderPhotos(world: World): Order[] {
  const ideaOf = new Map(ideas.map((idea) => [idea.title, idea]));
  const userOf = new Map(world.organizers.map((profile) => [profile.id, profile.userId]));
  return world.trips.flatMap((trip) => {
    const idea = ideaOf.get(trip.title);
    return (idea?.photos ?? []).map((subject, position) => {
      const at = trip.createdAt;
      const path = `${userOf.get(trip.organizerId)}-${world.id(at)}.webp`;
      world.add("images", { id: world.id(at), tripId: trip.id, path, position, createdAt: at, updatedAt: at });
      return { path, topic: `${idea?.slug} ${position}`, subject, at };
    });
  });
}

/** Draws and saves the photos, some orphans that a clean-up may remove, and a few that are too young for it. */
export async function drawPhotos(
  world: World,
  seed: number,
  { dataDir, orders }: { dataDir: string; orders: Order[] },
): Promise<void> {
  const store = diskPhotos(tripPhotosFolder(dataDir));
  const queue = orders.values();
  const drawn: DrawnPhoto[] = [];
  const draw = async () => {
    for (const order of queue) {
      const photo = await drawPhoto(seed, order.topic, order.subject);
      await save(store, order.path, photo, order.at);
      if (drawn.length < 3) drawn.push(photo);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, draw));
  for (const [index, at] of orphanTimes(world.now).entries()) {
    const photo = drawn[index % drawn.length] as DrawnPhoto;
    const owner = world.organizers[index % 8]?.userId;
    await save(store, `${owner}-${world.id(at)}.webp`, photo, at);
  }
}

/** Uploads of forms that were never sent: old enough since last night's clean-up, and two from today. */
function orphanTimes(now: Date): Date[] {
  const cleaned = new Date(now);
  cleaned.setUTCHours(18, 30, 0, 0);
  if (cleaned > now) cleaned.setTime(cleaned.getTime() - dayMs);
  const from = cleaned.getTime() - dayMs;
  const to = now.getTime() - dayMs;
  const old = [0.15, 0.35, 0.5, 0.7, 0.9].map((part) => from + (to - from) * part);
  return [...old, now.getTime() - 5 * hourMs, now.getTime() - 20 * minuteMs].map((time) => new Date(Math.round(time)));
}

async function save(store: PhotoStore, path: string, photo: DrawnPhoto, at: Date): Promise<void> {
  const files = [
    ...photo.widths.map(({ width, bytes }) => [photoAtWidth(path, width), bytes] as const),
    [path, photo.full] as const,
  ];
  for (const [name, bytes] of files) {
    // A load that was stopped half-way left the same picture under the same name.
    if (!(await store.stat(name))) await store.save(name, bytes);
    await store.touch(name, at);
  }
}

/** Draws the papers that only an admin may see: proofs of transfers and identity cards, all marked as samples. */
export async function drawPapers(world: World, { dataDir }: { dataDir: string }): Promise<void> {
  const folder = join(dataDir, "uploads", "private");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const rupiah = (amount: number) => `Rp ${amount.toLocaleString("id-ID")}`;
  const proofs = world.payments.flatMap(({ proofPath, amount, proofUploadedAt }) =>
    proofPath
      ? [
          {
            path: proofPath,
            lines: ["TRANSFER BERHASIL", rupiah(amount), proofUploadedAt?.toISOString().slice(0, 16) ?? ""],
          },
        ]
      : [],
  );
  const cards = world.organizers.map(({ idDocPath, displayName, city }) => ({
    path: idDocPath,
    lines: ["KARTU IDENTITAS", displayName, city],
  }));
  for (const { path, lines } of [...proofs, ...cards])
    await writeFile(join(folder, path), await paper(lines), { mode: 0o600 });
}

function paper(lines: string[]): Promise<Buffer> {
  const escaped = lines.map((line) => line.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`));
  const text = escaped.map(
    (line, index) => `<text x="40" y="${110 + index * 60}" font-size="${index === 1 ? 40 : 26}">${line}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#f6f1e7"/><g font-family="sans-serif" fill="#1d2440">${text.join("")}</g><text x="40" y="360" font-size="20" font-family="sans-serif" fill="#a65a3a">CONTOH</text></svg>`;
  return sharp(Buffer.from(svg)).webp({ quality: 70, effort: 1 }).toBuffer();
}

/** The stream of chance for photos, apart from the market's. */
export const photoSeed = (seed: number): number => randomFrom(seed, "photos").whole(1, 1_000_000);
