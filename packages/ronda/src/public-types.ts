import "./check-node.ts";

export type { DeadmanOptions } from "./alerts/deadman.ts";
/** `ronda/types`: every type that a public signature mentions, for who wants to name one. */
export type { DiscordOptions } from "./alerts/discord.ts";
export type { MessageOptions } from "./alerts/message.ts";
export type { TelegramOptions } from "./alerts/telegram.ts";
export type { WebhookOptions } from "./alerts/webhook.ts";
export type { CrontabConfig, DoctorCheck, ProxyConfig, RondaConfig, RunsReader } from "./config.ts";
export type { Caller, EventName, RondaEvents, RunEnd, RunStart, TraceContext } from "./events/event-map.ts";
export type { AroundRun, Listener } from "./events/events.ts";
export type { Secrets } from "./http/secrets.ts";
export type { Job } from "./job/job.ts";
export type { RetryPolicy } from "./job/retry-policy.ts";
export type { StopOptions, StoppableServer } from "./node/stop.ts";
export type { Authorized, PageOptions } from "./page/options.ts";
export type { ClockLeap, KnownTime, SteadyClock, SteadyClockOptions } from "./process/steady-clock.ts";
export type { InputOfJob, PayloadOfJob, Ronda } from "./ronda.ts";
export type { RondaOptions } from "./ronda-options.ts";
export type { Schedule } from "./schedule/schedule.ts";
export type { ScheduleFields } from "./schedule/schedule-fields.ts";
export type { ZoneNames } from "./schedule/time-zone.ts";
export type { ScheduleReader } from "./schedule/words.ts";
export type * from "./types.ts";
export type { AlertText } from "./words/alert.ts";
export type { Locale } from "./words/locale.ts";
export type { AdviceKind, Words, WordsOptions } from "./words/words.ts";
