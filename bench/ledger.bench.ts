import { disconnect, pool } from "#db/connection.ts";
import { auditedTables } from "#domain/ledger/audited-tables.ts";
import { reconcileMoney } from "#domain/ledger/reconcile.ts";
import { loadMarketplace } from "#tests/marketplace.ts";
import { withConnection } from "#tests/with-connection.ts";
import { type BenchContext, interleaved, type Row } from "./bench.ts";

const bookings = 100_000;
const auditRows = 1_050_000;
const rounds = 3;

/** The whole proof of the books, beside one bare reading of the same rows. */
export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  say("loading 100,000 paid bookings and 1,050,000 lines of the audit log");
  await withConnection(databaseUrl, async (client) => {
    await loadMarketplace(client, { trips: 40_010, due: 4_001, payouts: bookings, releasable: 9_000 });
    for (const statement of [...transferred, ...(await writtenDown())]) await client.query(statement);
  });
  const { rows } = await pool().query<{ lines: number }>(`select count(*)::int as "lines" from "AuditLog"`);
  say(`there are ${rows[0]!.lines} lines`);
  if (Math.abs(rows[0]!.lines - auditRows) > auditRows / 20) throw new Error(`${rows[0]!.lines} lines`);
  const { bare, ours } = await interleaved(rounds, {
    bare: () => msOf(() => pool().query(bareReading)),
    ours: () => msOf(reconcileMoney),
  });
  await disconnect();
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  return [
    {
      work: "money-reconcile of 100,000 paid bookings with 1,050,000 lines of the audit log",
      reference: "one bare reading of the same rows, adding up what is in them",
      referenceFigure: seconds(bare),
      ours: seconds(ours),
      ratio: bare / ours,
      target: "≥ 0.05 (at most twenty times its time)",
      met: ours <= 20 * bare,
    },
  ];
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/**
 * What was released is paid, a hundred to a transfer; what is held is held as long as the rules say. The triggers for an older
 * release, which make one transfer a row of it, would look through all of them for each.
 */
const transferred = [
  `update "Trip" set "quota" = 100`,
  `alter table "Payout" disable trigger user`,
  `update "Payout" o set "heldUntil" = (coalesce(t."endDate", t."date")::timestamp at time zone 'utc') + interval '3 days'
   from "Trip" t where t."id" = o."tripId" and o."status" = 'HELD'`,
  `update "Payout" set "status" = 'PAID', "paidAt" = "releasedAt" + interval '1 day', "transferRef" = 'REF-' || substr("id", 2)::int / 100,
     "bankName" = 'BCA', "bankAccountNo" = '1234567890', "bankAccountName" = 'Hugo' where "status" = 'RELEASED'`,
  `alter table "Payout" enable trigger user`,
  `insert into "Transfer" ("id", "code", "kind", "accountKey", "status", "transferRef", "bookedOn", "confirmedAt", "createdAt", "updatedAt")
   select 'f' || "transferRef", 'TF-' || row_number() over (), 'PAYOUT', 'bca', 'CONFIRMED', "transferRef", "paidAt"::date, "paidAt",
     "paidAt", "paidAt" from (select distinct "transferRef", "paidAt" from "Payout" where "status" = 'PAID') transfers`,
  `insert into "TransferItem" ("id", "transferId", "payoutId", "amount", "bankName", "bankAccountNo", "bankAccountName", "outcome",
     "createdAt", "updatedAt")
   select 'i' || "id", 'f' || "transferRef", "id", "amount", "bankName", "bankAccountNo", "bankAccountName", 'PAID', "paidAt", "paidAt"
   from "Payout" where "status" = 'PAID'`,
];

/** Every row was written down when it was made; bookings, payments, payouts and what was transferred at their changes, too. */
async function writtenDown(): Promise<string[]> {
  const line = (at: string) =>
    `'01990000-' || substr(md5(t."id"), 1, 4) || '-7${at}00-8000-' || substr(md5(t."id" || '${at}'), 1, 12)`;
  const made = ({ name, columns }: (typeof auditedTables)[number]) =>
    insert(
      line("0"),
      name,
      "null",
      `jsonb_build_object(${columns.map(({ name: column, kind }) => `'${column}', ${kind === "moment" ? momentOf(column) : `t."${column}"`}`).join(", ")})`,
    );
  const changed = (at: string, name: string, was: string, columns: string[], which = "true") =>
    insert(
      line(at),
      name,
      was,
      `jsonb_build_object(${columns.map((column) => `'${column}', ${column.endsWith("At") ? momentOf(column) : `t."${column}"`}`).join(", ")})`,
      which,
    );
  return [
    ...auditedTables.map(made),
    changed("1", "Booking", `'{"status": "PENDING_PAYMENT"}'`, ["status"]),
    changed("1", "Payment", `'{"proofPath": null}'`, ["proofUploadedAt"]),
    changed("2", "Payment", `'{"status": "AWAITING", "receivedAmount": null, "paidAt": null}'`, [
      "status",
      "receivedAmount",
      "paidAt",
    ]),
    changed("1", "Payout", `'{"status": "HELD", "releasedAt": null}'`, ["status", "releasedAt"], `t."status" = 'PAID'`),
    changed(
      "2",
      "Payout",
      `'{"status": "RELEASED", "paidAt": null}'`,
      ["status", "paidAt", "transferRef"],
      `t."status" = 'PAID'`,
    ),
    changed("1", "TransferItem", `'{"outcome": null}'`, ["outcome"]),
    "vacuum analyze",
  ];
}

/** As the app writes it. */
function momentOf(column: string): string {
  return `to_char(t."${column}" at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function insert(id: string, entity: string, was: string, is: string, which = "true"): string {
  return `insert into "AuditLog" ("id", "actorType", "action", "entity", "entityId", "before", "after", "createdAt")
    select ${id}, 'CRON', 'trip.complete', '${entity}', t."id", ${was}::jsonb, ${is}, t."createdAt" from "${entity}" t where ${which}`;
}

const bareReading = `
  select (select sum(pg_column_size("before")) + sum(pg_column_size("after")) from "AuditLog"), ${[
    ["Payment", "receivedAmount"],
    ["Receipt", "amount"],
    ["Payout", "amount"],
    ["Refund", "amount"],
    ["TransferItem", "amount"],
    ["Booking", "totalAmount"],
  ]
    .map(([table, column]) => `(select sum("${column}"::bigint) from "${table}")`)
    .join(", ")}`;
