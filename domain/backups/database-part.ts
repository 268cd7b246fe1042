import { Readable } from "node:stream";
import type pg from "pg";
import { majorOf, startDump } from "#db/transfer/programs.ts";
import { readTable } from "#db/transfer/snapshot.ts";
import type { TableContents } from "#db/transfer/tables.ts";
import { limits } from "#limits.ts";
import type { BackupSummary } from "./layout.ts";
import type { BackupWriter } from "./writer.ts";

/** Where `pg_dump`'s dump lies in a backup. */
export const dumpPath = "database/setrip.dump";

/** Where a table's rows lie in a backup without a dump. */
export function tablePath({ schema, name }: Pick<TableContents, "schema" | "name">): string {
  return `database/${schema}.${name}.copy`;
}

type Dumping = {
  url: string;
  client: pg.Client;
  snapshot: string;
  tables: readonly TableContents[];
  writer: BackupWriter;
  signal: AbortSignal;
  note: (message: string) => void;
};

/** Writes the database of a snapshot: with `pg_dump` where there is one that knows this server, else a table at a time. */
export async function writeDatabase(dumping: Dumping): Promise<BackupSummary["database"]> {
  const { client, tables, writer, note } = dumping;
  const wrong = await dumpProblem(client);
  if (!wrong) {
    await writeDump(dumping);
    return "pg_dump";
  }
  note(`${wrong}: the database was written a table at a time`);
  for (const table of tables) await writer.write(tablePath(table), readTable(client, table));
  return "tables";
}

/** An older pg_dump refuses a newer server. */
async function dumpProblem(client: pg.Client): Promise<string | undefined> {
  const own = await majorOf("pg_dump");
  if (own === undefined) return "There is no pg_dump here";
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  const server = Math.floor(Number(rows[0]!.version) / 10_000);
  return own < server ? `pg_dump ${own} is older than the server, PostgreSQL ${server}` : undefined;
}

async function writeDump({ url, snapshot, writer, signal }: Dumping): Promise<void> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(limits.backup.dumpMs)]);
  const { output, input, ended } = startDump(url, { snapshot, signal: within });
  input.end();
  const [written, end] = await Promise.allSettled([writer.write(dumpPath, Readable.from(output)), ended]);
  // Why it ended says more than that its output did.
  for (const result of [end, written]) if (result.status === "rejected") throw result.reason;
}
