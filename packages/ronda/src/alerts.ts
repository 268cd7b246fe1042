import { describeFailure } from "./failure.ts";
import type { Redact } from "./redact.ts";
import type { Alert, Channel, Logger } from "./types.ts";

const sendTimeoutMs = 60_000;

/** A process manager kills what takes long to stop; what is written by then is worth more than a message. */
const stopTimeoutMs = 5000;

/** Sends alerts beside the work: nobody waits for a channel, and a channel that fails is only a line in the log. */
export type Alerts = {
  send: (alert: Omit<Alert, "app">) => void;
  /** Resolves when nothing is being sent any more; what takes longer than 5 s is told to give up and left alone. */
  stop: () => Promise<void>;
};

/** Sends every alert to every channel, in the name of the app. */
export function createAlerts(options: {
  app: string;
  channels: readonly Channel[];
  logger: Logger;
  redact: Redact;
}): Alerts {
  const { app, channels, logger, redact } = options;
  const sending = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function deliver(channel: Channel, alert: Alert): Promise<void> {
    const about = { cron: alert.jobName, runId: alert.runId, channel: channel.name };
    try {
      await channel.send(alert, AbortSignal.any([stopping.signal, AbortSignal.timeout(sendTimeoutMs)]));
      logger.info(about, `cron alert about ${alert.jobName} sent`);
    } catch (error) {
      logger.warn({ ...about, error: describeFailure(error, redact).message }, "cron alert was not delivered");
    }
  }

  return {
    send(alert) {
      for (const channel of channels) {
        const delivery: Promise<void> = deliver(channel, { app, ...alert }).finally(() => sending.delete(delivery));
        sending.add(delivery);
      }
    },
    async stop() {
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, stopTimeoutMs);
      await Promise.race([Promise.all(sending), patience.promise]);
      clearTimeout(timer);
      stopping.abort(new Error("The process is stopping"));
    },
  };
}
