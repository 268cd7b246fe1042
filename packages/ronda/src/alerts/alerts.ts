import type { Events } from "../events/events.ts";
import { describeFailure } from "../runs/failure.ts";
import type { Redact } from "../runs/redact.ts";
import type { Alert, Channel, Logger } from "../types.ts";

/** What one message may take in all, a rate limit's wait included. */
const sendTimeoutMs = 30_000;

/** A process manager kills what takes long to stop; what is written by then is worth more than a message. */
const stopTimeoutMs = 5000;

/** Sends alerts beside the work: nobody waits for a channel, and one that fails is a line in the log and on the page. */
export type Alerts = {
  send: (alert: Omit<Alert, "app">) => void;
  /** Resolves when nothing is being sent any more; what takes longer than 5 s is told to give up and left alone. */
  stop: () => Promise<void>;
  /** Tells everything that is being sent to give up at once. */
  abandon: () => void;
};

/** What became of a message, for the page: `failure` is null where it was delivered. */
export type Delivery = { channel: string; at: Date; failure: string | null };

/** Sends every alert to every channel, in the name of the app. */
export function createAlerts(options: {
  app: string;
  channels: readonly Channel[];
  logger: Logger;
  redact: Redact;
  clock: () => Date;
  /** Keeps what became of it. May fail: then only the log knows. */
  remember: (delivery: Delivery) => Promise<void>;
  events: Pick<Events, "emit">;
}): Alerts {
  const { app, channels, logger, redact, clock, remember, events } = options;
  const sending = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function deliver(channel: Channel, alert: Alert): Promise<void> {
    const about = { cron: alert.jobName, runId: alert.runId, channel: channel.name };
    const failure = await send(channel, alert);
    if (failure === null) logger.info(about, `cron alert about ${alert.jobName} sent`);
    else logger.warn({ ...about, error: failure }, "cron alert was not delivered");
    const at = clock();
    if (failure === null) events.emit("alert.sent", { channel: channel.name, alert, at });
    else events.emit("alert.failed", { channel: channel.name, alert, error: failure, at });
    await remember({ channel: channel.name, at, failure }).catch((error: unknown) => {
      logger.warn({ ...about, error: describeFailure(error, redact).message }, "cron alert delivery was not recorded");
    });
  }

  async function send(channel: Channel, alert: Alert): Promise<string | null> {
    try {
      await channel.send(alert, AbortSignal.any([stopping.signal, AbortSignal.timeout(sendTimeoutMs)]));
      return null;
    } catch (error) {
      return describeFailure(error, redact).message;
    }
  }

  const abandon = () => stopping.abort(new Error("The process is stopping"));

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
      abandon();
    },
    abandon,
  };
}
