import { randomUUID } from "node:crypto";
import { engine } from "../../../../engine.js";

export const dynamic = "force-dynamic";

/** The least that an audited run can be: a row written before, and marked done after. */
export async function GET(_request, { params }) {
  const { lane } = await params;
  const { pool } = engine();
  const id = randomUUID();
  const payload = { done: 0 };
  await pool.query(`insert into "Floor" ("id", "jobName", "startedAt") values ($1, $2, $3)`, [id, lane, new Date()]);
  await pool.query(`update "Floor" set "finishedAt" = $2, "payload" = $3 where "id" = $1`, [id, new Date(), payload]);
  return Response.json({ ok: true, ...payload });
}
