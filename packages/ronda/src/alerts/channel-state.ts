import type { OverviewWarning, Queryable } from "../types.ts";
import type { Delivery } from "./alerts.ts";

/** Keeps that a channel delivers, or since when and why it does not: whichever process sent last, every page shows it. */
export async function rememberDelivery(database: Queryable, { channel, at, failure }: Delivery): Promise<void> {
  if (failure === null) {
    await database.query(`delete from "RondaChannel" where "name" = $1`, [channel]);
    return;
  }
  await database.query(
    `insert into "RondaChannel" as channel ("name", "failingSince", "lastFailedAt", "failures", "message")
     values ($1, $2, $2, 1, $3)
     on conflict ("name") do update set "lastFailedAt" = excluded."lastFailedAt", "failures" = channel."failures" + 1,
       "message" = excluded."message"`,
    [channel, at, failure],
  );
}

/** Those of the channels whose last message was not delivered. */
export async function failingChannels(database: Queryable, channels: readonly string[]): Promise<OverviewWarning[]> {
  if (channels.length === 0) return [];
  const { rows } = await database.query(
    `select "name" as "channel", "failures", "failingSince" as "since", "message" from "RondaChannel"
     where "name" = any($1) order by 1`,
    [channels],
  );
  return (rows as Omit<OverviewWarning & { kind: "channel" }, "kind">[]).map((row) => ({ kind: "channel", ...row }));
}
