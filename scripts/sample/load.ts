import { sql } from "drizzle-orm";
import { db, transaction } from "#db/connection.ts";
import { trips } from "#domain/trips/schema.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { users } from "#domain/users/schema.ts";
import { env } from "#env.ts";
import { ronda } from "#ronda.config.ts";
import { recall } from "./history.ts";
import { writeMails } from "./mails.ts";
import { nightsBefore } from "./nights.ts";
import { drawPapers, drawPhotos, orderPhotos, photoSeed } from "./pictures.ts";
import { tell } from "./story.ts";
import { emptyWorld } from "./world.ts";
import { writeHistory, writeWorld } from "./write.ts";

/** The seed of the demo. */
export const usualSeed = 20_260_501;

/** Any number: two loaders wait for each other on it. */
const lockKey = 7_364_874;

export type SampleData = {
  /** False where the marketplace was not empty, which is then left as it is. */
  loaded: boolean;
  /** Who can sign in. */
  accounts: readonly { name: string; role: string; email: string; password: string }[];
};

/**
 * Fills an empty marketplace with two months of trips, people, money, mails, photos and cron runs that end at `now`. The
 * same seed and moment make the same rows, except for password hashes. Everything is written in one transaction, after
 * the photos; a marketplace with a person or a trip in it is left alone. The migrations must have been applied.
 */
export async function loadSampleData({
  seed = usualSeed,
  now,
  dataDir,
}: {
  seed?: number;
  now: Date;
  dataDir: string;
}): Promise<SampleData> {
  if (!(await isEmpty())) return { loaded: false, accounts: demoAccounts };
  await ronda().migrate();
  const nights = nightsBefore(now);
  const world = emptyWorld(seed, now);
  tell(world, seed, { nights, account: platformAccount() });
  const orders = orderPhotos(world);
  const mails = await writeMails(world, seed, { nights, from: env().EMAIL_FROM });
  const runs = recall(world, seed, { nights, mails });
  await drawPhotos(world, photoSeed(seed), { dataDir, orders });
  await drawPapers(world, { dataDir });
  const loaded = await transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockKey}::bigint)`);
    if (!(await isEmpty())) return false;
    await writeWorld(tx, world, mails);
    await writeHistory(tx, runs, "setrip-1");
    return true;
  });
  return { loaded, accounts: demoAccounts };
}

async function isEmpty(): Promise<boolean> {
  const [someTrips, someUsers] = await Promise.all([db().$count(trips), db().$count(users)]);
  return someTrips === 0 && someUsers === 0;
}

function platformAccount() {
  const [account] = env().PLATFORM_BANK_ACCOUNTS ?? [];
  return account ?? { key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip Indonesia" };
}
