import pg from "pg";
import { databaseUrl, db } from "#db/connection.ts";
import { platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { trips } from "#domain/trips/schema.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { users } from "#domain/users/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import { diskMark } from "#gateways/storage/files-mark.ts";
import { privateFilesFolder, tripPhotosFolder, uploadsFolder } from "#gateways/storage/stores.ts";
import { createAlbum } from "./album.ts";
import { completeHistory } from "./history.ts";
import type { Market } from "./market/market.ts";
import { dayMs, minuteMs, type Nights, nightsBefore } from "./nights.ts";
import { orphans } from "./orphans.ts";
import { populate } from "./people.ts";
import { type MailFaults, playedProvider } from "./provider.ts";
import { randomFrom } from "./random.ts";
import { statements } from "./statements.ts";
import { tell } from "./story.ts";
import { createTimeline } from "./timeline.ts";
import { createNightWatch } from "./watch.ts";

/** The seed of the demo. */
export const usualSeed = 20_260_501;

/** Any number: two loaders wait for each other on it. */
const lockKey = 7_364_874;

/** What a load came to. */
export type SampleData = {
  /** False where the marketplace was not empty, which is then left as it is. */
  loaded: boolean;
  /** Who can sign in. */
  accounts: readonly { name: string; role: string; email: string; password: string }[];
};

/** The moment at which the story ends, where its files go, and what its chance is drawn from: the demo's unless told. */
export type SampleOptions = { seed?: number; now: Date; dataDir: string };

/**
 * Lets an empty marketplace live through two months that end at `now`: trips, people, money, mails, photos and the runs
 * of the jobs, all by the domain's own verbs with the clock moved. The same seed and moment tell the same story. A
 * marketplace with a person or a trip in it is left alone. The migrations must have been applied. A load that is
 * interrupted leaves a part of the story, which no later load goes on with.
 */
export async function loadSampleData(options: SampleOptions): Promise<SampleData> {
  const lock = new pg.Client({ connectionString: databaseUrl() });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [lockKey]);
    if (!(await isEmptyMarketplace())) return { loaded: false, accounts: demoAccounts };
    await live(options);
    return { loaded: true, accounts: demoAccounts };
  } finally {
    await lock.end();
  }
}

/** Nobody has joined and no trip was published. */
export async function isEmptyMarketplace(): Promise<boolean> {
  const [someTrips, someUsers] = await Promise.all([db().$count(trips), db().$count(users)]);
  return someTrips === 0 && someUsers === 0;
}

async function live(options: SampleOptions): Promise<void> {
  const startedMs = performance.now();
  const { market, start } = planSample(options);
  await market.watch.migrate();
  start();
  await market.timeline.live(options.now);
  await market.watch.stop();
  // What a busy machine takes for the story are minutes, whose slots would be missed.
  const present = new Date(options.now.getTime() + Math.round(performance.now() - startedMs));
  await completeHistory(market.nights, { present, random: randomFrom(options.seed ?? usualSeed, "history") });
}

/** Plans the whole story; nothing happens before its timeline is lived through. `start` begins to draw the photos. */
export function planSample({ seed = usualSeed, now, dataDir }: SampleOptions): { market: Market; start: () => void } {
  const timeline = createTimeline();
  const nights = nightsBefore(now);
  const [photos, privateFiles] = [diskPhotos(tripPhotosFolder(dataDir)), diskPrivateFiles(privateFilesFolder(dataDir))];
  const mailFaults: MailFaults = { refused: refusedNight(nights), unanswered: [], mistyped: [] };
  const watch = createNightWatch({
    timeline,
    nights,
    photos,
    privateFiles,
    mark: diskMark(uploadsFolder(dataDir)),
    refused: mailFaults.refused,
    random: randomFrom(seed, "runs"),
    mailer: (clock) => playedProvider(mailFaults, clock),
  });
  const people = populate({ timeline, nights, privateFiles, watch, random: randomFrom(seed, "people") });
  const album = createAlbum(randomFrom(seed, "photos").whole(1, 1_000_000));
  const bankAccountKey = platformAccounts()[0]!.key;
  const parts = { timeline, nights, watch, people, album, bankAccountKey, photos, privateFiles, mailFaults };
  const market: Market = { ...parts, random: randomFrom(seed, "market") };
  tell(market);
  orphans({ ...market, random: randomFrom(seed, "orphans") }, seed);
  statements(market);
  watch.planNights();
  return { market, start: album.start };
}

/** Five days ago the mail provider refused the sender for a while. */
function refusedNight({ now }: Nights): MailFaults["refused"] {
  const from = Math.floor(now.getTime() / dayMs - 5) * dayMs + 200 * minuteMs;
  return { from: new Date(from), to: new Date(from + 14 * minuteMs) };
}
