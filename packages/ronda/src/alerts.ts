import { describeFailure } from "./failure.ts";
import type { Redact } from "./redact.ts";
import type { Alert, Channel, Logger } from "./types.ts";

const sendTimeoutMs = 60_000;

/** Sends alerts beside the work: nobody waits for a channel, and a channel that fails is only a line in the log. */
export type Alerts = {
  send: (alert: Alert) => void;
  /** Resolves when nothing is being sent any more. */
  settled: () => Promise<void>;
};

/** Sends every alert to every channel. */
export function createAlerts(options: { channels: readonly Channel[]; logger: Logger; redact: Redact }): Alerts {
  const { channels, logger, redact } = options;
  const sending = new Set<Promise<void>>();

  async function deliver(channel: Channel, alert: Alert): Promise<void> {
    const about = { cron: alert.jobName, runId: alert.runId, channel: channel.name };
    try {
      await channel.send(alert, AbortSignal.timeout(sendTimeoutMs));
      logger.info(about, `cron alert about ${alert.jobName} sent`);
    } catch (error) {
      logger.warn({ ...about, error: describeFailure(error, redact).message }, "cron alert was not delivered");
    }
  }

  return {
    send(alert) {
      for (const channel of channels) {
        const delivery: Promise<void> = deliver(channel, alert).finally(() => sending.delete(delivery));
        sending.add(delivery);
      }
    },
    async settled() {
      await Promise.all(sending);
    },
  };
}
