import { drawPicture } from "#domain/images/picture.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import type { Market } from "./market/market.ts";
import { mustBe } from "./must-be.ts";
import { dayMs, hourMs, latestAt, minuteMs } from "./nights.ts";
import { drawPhoto } from "./photos/photo.ts";
import { ideas } from "./trips/idea.ts";

/** Nobody ever sees them. */
const small = { width: 720, height: 480 };

/** Plans uploads of forms that were never sent: one every other day, some since the last clean-up, two from today. */
export function orphans({ timeline, random, nights, people, photos: storage }: Market, seed: number): void {
  const { now, ranUntil, historyFrom } = nights;
  const earlier = Array.from({ length: 14 }, (_, at) => historyFrom.getTime() + (2 * at + random.fraction()) * dayMs);
  const cleaned = latestAt(ranUntil, { hours: 18, minutes: 30 });
  const [from, to] = [cleaned.getTime() - dayMs, now.getTime() - dayMs];
  const sinceCleanUp = [0.15, 0.35, 0.5, 0.7, 0.9].map((part) => from + (to - from) * part);
  const young = [now.getTime() - 5 * hourMs, now.getTime() - 20 * minuteMs];
  let drawn: Promise<Buffer> | undefined;
  for (const at of [...earlier.filter((time) => time < from - dayMs), ...sinceCleanUp, ...young]) {
    const { person } = random.pick(Object.values(people.organizers));
    timeline.at(new Date(at), `${person.name} uploads a photo and leaves`, async (when) => {
      drawn ??= drawPhoto(seed, "orphan", ideas[0]!.photos[0]!, small);
      const bytes = await drawn;
      mustBe(await savePhotoUpload({ userId: person.id, bytes, storage, draw: drawPicture, now: when }));
    });
  }
}
