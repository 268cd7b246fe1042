import pg from "pg";

/** Creates the app's database where a fresh server has none. False when there is no server to ask. */
export async function createDatabase(url: string): Promise<boolean> {
  return connected(url.replace(/\/setrip$/, "/postgres"), async (client) => {
    try {
      await client.query("create database setrip");
    } catch (error) {
      const alreadyThere = ["42P04", "23505"];
      if (!alreadyThere.includes((error as { code?: string }).code ?? "")) throw error;
    }
  });
}

/** True where a server answers at this address and knows its database. */
export function answers(url: string): Promise<boolean> {
  return connected(url, (client) => client.query("select 1"));
}

async function connected(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await work(client);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
