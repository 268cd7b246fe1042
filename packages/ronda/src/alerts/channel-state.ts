import type { ChannelOverview, Queryable } from "../types.ts";

/** What became of a message: `failure` is null where it was delivered. */
export type Delivery = { channel: string; at: Date; failure: string | null };

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

/** How each channel does, in the order in which they are given. */
export async function readChannels(database: Queryable, channels: readonly string[]): Promise<ChannelOverview[]> {
  if (channels.length === 0) return [];
  const { rows } = await database.query(
    `select given."name", failing."failingSince", failing."failures", failing."message",
       (select "sentAt" from "RondaAlert" where "channel" = given."name" and "sentAt" is not null
        order by "sentAt" desc limit 1) as "lastDeliveredAt",
       (select count(*)::integer from "RondaAlert" where "channel" = given."name" and "sentAt" is null
        and "givenUpAt" is null) as "waiting",
       case when failing."name" is not null then
         (select count(*)::integer from "RondaAlert" where "channel" = given."name" and "sentAt" is null
          and ("givenUpAt" is null or "givenUpAt" >= failing."failingSince")) end as "alerts"
     from unnest($1::text[]) with ordinality as given("name", "place")
     left join "RondaChannel" failing on failing."name" = given."name" order by given."place"`,
    [channels],
  );
  return (rows as ChannelRow[]).map(({ name, lastDeliveredAt, waiting, failingSince, failures, alerts, message }) => ({
    name,
    lastDeliveredAt,
    failing: failingSince && { since: failingSince, failures, alerts, message },
    waiting,
  }));
}

type ChannelRow = Omit<ChannelOverview, "failing"> & {
  failingSince: Date | null;
  failures: number;
  alerts: number;
  message: string;
};
