import type { AlertDelivery } from "./delivery.ts";
import type { HealthReason } from "./health.ts";

/**
 * What an incident is about: a job, a watch, or all at once. That is the scheduler or its host, whose name is `scheduler`; the
 * clock of a host, such as `clock@vps-1`; or the `database`.
 */
export type IncidentSubject = { kind: "job" | "watch" | "host"; name: string };

/**
 * Why an incident is one: what makes a job's badge, what a watch found or that it could not look, or that most jobs went
 * stale together. `since` is when it began.
 */
export type IncidentReason =
  | HealthReason
  | {
      kind: "found";
      count: number;
      amountRupiah: number | null;
      oldestAt: Date;
      href: string | null;
      /** What its sentences add to the figures; an incident of an earlier release has none. */
      detail?: string | null | undefined;
      since: Date;
    }
  | { kind: "blind"; message: string; since: Date }
  /** A host's clock says what cannot be: by how much it is ahead, negative where it is behind. What goes by time is held there. */
  | { kind: "clock-leapt"; leapMs: number; since: Date }
  /** The database did not answer, and nobody could be told in a row: written down when it was back. */
  | { kind: "database-away"; until: Date; since: Date }
  | {
      kind: "scheduler-down";
      /** Those that are late by it. */
      jobs: string[];
      /** Since when triggers are back, where they are: then these jobs wait for their next slots. */
      backAt?: Date | undefined;
      since: Date;
    };

/**
 * Whether somebody deals with an incident: `unhandled` needs a person, of an `acknowledged` one somebody has said that they
 * look after it, and a `snoozed` one is to be quiet until a moment that has not come. A reason of another kind makes what was
 * acknowledged unhandled again, and so do seven days that have not mended it, and the end of its time what was only snoozed.
 */
export type IncidentHandling = "unhandled" | "acknowledged" | "snoozed";

/** Something that is wrong, from its opening until it is resolved. It follows from state: from a job's health, from what a watch finds. */
export type Incident = {
  id: string;
  subject: IncidentSubject;
  severity: "FAILED" | "STALE";
  /** What holds now, worst first; after it is resolved what held last. */
  reasons: IncidentReason[];
  /**
   * Since when it has been so: when it was opened, or before where the first of its reasons began before anybody looked. It
   * stays where the incident comes back before it was over, and where another reason takes the first one's place.
   */
  since: Date;
  openedAt: Date;
  resolvedAt: Date | null;
  /**
   * How it ended: null while it is open. Only what was `resolved`, or `withdrawn` as wrong, is well; `merged` went on as part
   * of another, and of what `left` nobody knows, since its job was paused or has left the registry.
   */
  ending: "resolved" | "withdrawn" | "merged" | "left" | null;
  /** The incident that it went on as part of. */
  mergedInto: string | null;
  /** The run to look at. */
  runId: string | null;
  acknowledged: { at: Date; by: string; reason: string | null } | null;
  /** Of what is open and acknowledged no longer, because a reason came or seven days passed: who had acknowledged it last. */
  formerly: { at: Date; by: string; reason: string | null } | null;
  /** The latest snooze, which may be over. */
  snoozed: { until: Date; by: string; reason: string | null } | null;
  /** Whether somebody deals with it, at the moment at which it was read; of one that is over, `unhandled` where nobody had. */
  handling: IncidentHandling;
  /** It came back so often that it is one until it has been quiet for long enough. */
  isFlapping: boolean;
  /** How many alerts it has caused, each sent to every channel. */
  alertCount: number;
  lastAlertAt: Date | null;
};

/** Newest first. `before` is the id of the last one already shown; `limit` is at most 200, 20 unless told. */
export type IncidentFilter = {
  /** True for those that are open, false for those that are over; both unless told. */
  open?: boolean | undefined;
  kind?: IncidentSubject["kind"] | undefined;
  /** The subject's name. */
  name?: string | undefined;
  before?: string | undefined;
  limit?: number | undefined;
};

/** Something that happened to an incident, oldest first in its history. */
export type IncidentEvent = {
  at: Date;
  kind:
    | "opened"
    | "changed"
    | "reminded"
    | "quiet"
    | "returned"
    | "acknowledged"
    | "snoozed"
    | "merged"
    | "left"
    | "withdrawn"
    | "resolved";
  /** Who did it; null where the engine found it. */
  actor: string | null;
  /** Why, in the actor's words. */
  reason: string | null;
  /** The run that caused it. */
  runId: string | null;
  /** Until when it is snoozed. */
  until: Date | null;
  /** The kinds of reasons that held from then on. */
  reasonKinds: IncidentReason["kind"][];
};

/** One incident with what happened to it, oldest first, and what was sent about it. */
export type IncidentHistory = Incident & { history: IncidentEvent[]; deliveries: AlertDelivery[] };
