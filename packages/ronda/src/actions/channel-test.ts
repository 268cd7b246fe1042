import { newAction, recordAction } from "../database/actions.ts";
import type { Engine } from "../engine.ts";
import { describeFailure } from "../record/failure.ts";
import { newRunId } from "../record/run-id.ts";

/** What came of a test message. */
export type ChannelTest = { ok: true } | { ok: false; error: string };

/** Keeps that somebody has tested a channel, and what came of it; a message that was sent is none the worse for a row that cannot be written. */
export async function keepChannelTest(
  { clock, database, logger, redact }: Engine,
  { name, by: actor, outcome }: { name: string; by: string; outcome: ChannelTest },
): Promise<void> {
  const at = clock();
  const subject = { kind: "channel", name } as const;
  const about = { verb: "test-channel", subject, incidentId: null, runId: null, reason: null } as const;
  const action = newAction({ id: newRunId(at), at, actor, ...about, details: { ...outcome } });
  await recordAction(database, action).catch((error: unknown) =>
    logger.warn({ cron: "alerts", error: describeFailure(error, redact).message }, "cron action could not be recorded"),
  );
}
