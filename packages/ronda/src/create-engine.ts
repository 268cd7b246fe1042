import { hostname } from "node:os";
import type { SentenceOf } from "./alerts/alert.ts";
import { createAlerts } from "./alerts/alerts.ts";
import { createDeadman } from "./alerts/deadman.ts";
import { openDatabase } from "./database/database.ts";
import type { Engine } from "./engine.ts";
import { createEvents } from "./events/events.ts";
import { whatIsWrongWithSecrets } from "./http/secrets.ts";
import { consoleLogger, harmlessLogger } from "./logger.ts";
import { createLife } from "./process/life.ts";
import { createLostSlots } from "./process/lost-slots.ts";
import { createOutage } from "./process/outage.ts";
import { createReach } from "./process/reach.ts";
import { isSteady, steadyClock } from "./process/steady-clock.ts";
import { unrecordedRuns } from "./process/unrecorded.ts";
import { describeFailure } from "./record/failure.ts";
import { label, longestHost, longestRelease } from "./record/label.ts";
import { redactor } from "./record/redact.ts";
import { type RondaOptions, usualKeepRuns } from "./ronda-options.ts";
import { findingOf, sentenceOfWatch } from "./watch/watch-words.ts";

/** Puts together what every part of one engine shares. Opens no connection; warns of secrets that are missing or short. */
export function createEngine(options: RondaOptions): Engine {
  const { app, jobs, secrets, channels = [] } = options;
  const logger = harmlessLogger(options.logger ?? consoleLogger);
  const {
    clock = steadyClock(),
    release = null,
    host = hostname(),
    displayZone = "UTC",
    concurrency,
    zoneNames,
  } = options;
  const database = openDatabase(options.database, options);
  const redact = redactor([secrets.current, secrets.previous], options.redact);
  const wrong = whatIsWrongWithSecrets(secrets);
  if (wrong) logger.warn({ cron: "secret" }, wrong);
  const events = createEvents({ logger, describe: (thrown) => describeFailure(thrown, redact).message });
  const watches = new Map((options.watches ?? []).map((watch) => [watch.name, watch]));
  const sentenceOf: SentenceOf = ({ kind, name }, reasons) => {
    const watch = kind === "watch" ? watches.get(name) : undefined;
    const found = findingOf(reasons);
    return watch && found ? sentenceOfWatch(watch, found, clock()) : null;
  };
  const alerts = createAlerts({ app, channels, database, logger, redact, clock, events, sentenceOf });
  return {
    database,
    jobs: new Map(jobs.map((job) => [job.name, job])),
    watches,
    clock,
    steady: isSteady(clock) ? clock : undefined,
    clockHold: { isKnown: false, isOn: null },
    logger,
    redact,
    alerts,
    unrecorded: unrecordedRuns({ alerts, clock }),
    outage: createOutage(),
    events,
    reach: createReach(),
    life: createLife(clock()),
    lostSlots: createLostSlots(),
    runsHere: new Set(),
    unanswered: new Map(),
    deadman: options.deadman && createDeadman(options.deadman, redact),
    keepRuns: { ...usualKeepRuns, ...options.keepRuns },
    pruning: { after: null },
    channels: channels.map(({ name }) => name),
    origin: { host: label(host, longestHost), pid: process.pid, release: release && label(release, longestRelease) },
    concurrency,
    displayZone,
    zoneNames,
  };
}
