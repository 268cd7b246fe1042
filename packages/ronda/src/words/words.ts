import { readReason } from "../record/reasons.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type {
  Alert,
  DayCount,
  Health,
  HealthNote,
  Incident,
  IncidentReason,
  JobOverview,
  OverviewWarning,
  Refusal,
  RunStatus,
  RunSummary,
  Trigger,
} from "../types.ts";
import { type AlertText, alertInWords } from "./alert.ts";
import { type CauseWords, causeOf, type ErrorCause } from "./cause.ts";
import { alerts as enAlerts } from "./en/alerts.ts";
import { causes as enCauses, lockHeld as enLockHeld } from "./en/causes.ts";
import { refusals as enRefusals } from "./en/refusals.ts";
import { sentences as en } from "./en/sentences.ts";
import { count, duration, moment, sentenceCase, shortDay } from "./format.ts";
import { alerts as idAlerts } from "./id/alerts.ts";
import { causes as idCauses, lockHeld as idLockHeld } from "./id/causes.ts";
import { refusals as idRefusals } from "./id/refusals.ts";
import { sentences as id, type Sentences } from "./id/sentences.ts";
import type { Locale } from "./locale.ts";
import { refusalInWords } from "./refusal.ts";
import { runReasonInWords, unrunInWords } from "./run-reason.ts";

/** The facts that advice follows: what to look at, which differs from app to app. */
export type AdviceKind =
  | IncidentReason["kind"]
  | "no-secret"
  | "short-secret"
  | "channel"
  | "deadman"
  | "unheard"
  | "clock";

/** How the engine's words are said. */
export type WordsOptions = {
  locale: Locale;
  /** The IANA zone in which moments are told; UTC unless told. */
  displayZone?: string | undefined;
  /** What readers call zones, such as `{ "Europe/Berlin": "Berlin time" }`. */
  zoneNames?: ZoneNames | undefined;
  /** What the secret of the triggers is called where it is set, such as `CRON_SECRET`. */
  secretName?: string | undefined;
  /** What this app's operator should do about a fact, in that language, in place of the engine's own advice. */
  advice?: Partial<Record<AdviceKind, string>> | undefined;
  /** What an error of this app's own means, in that language; null for others. It is asked before the engine's own table. */
  cause?: ((message: string, locale: Locale) => Omit<ErrorCause, "kind"> | null) | undefined;
};

/** What the engine knows, in sentences for people: the same for its own page and for one that you draw yourself. */
export type Words = {
  /** Why a badge is not OK, or why there is an incident, in one line without a full stop. */
  reason: (reason: IncidentReason) => string;
  /** What to do about it, in one line without a full stop. Of some kinds {@link Words.reason} says it too. */
  whatToDo: (reason: Pick<IncidentReason, "kind">) => string;
  /**
   * What an error means where it is a driver's, PostgreSQL's or Node's own, such as `ECONNREFUSED`; null for the app's own words
   * and for what nobody knows. {@link Words.reason} and {@link Words.alert} say it by themselves; show the error below it.
   */
  cause: (message: string) => ErrorCause | null;
  /** A message: its title, its cause, and what to do. */
  alert: (alert: Alert) => AlertText;
  /** What stands beside a badge although nothing is wrong: its state, its notes. */
  notes: (health: Pick<Health, "state" | "notes">) => string[];
  /** Why a run is what it is, by its `reason`, or why nothing ran, by an outcome's `skipped`; a job's own notes stay as they are. */
  runReason: (reason: string) => string;
  /**
   * Of a row that never ran (MISSED, SKIPPED) why it did not, and what to do about it, each with its full stop; null for every
   * other row. A row without a reason is a slot that nothing came for.
   */
  unrun: (row: Pick<RunSummary, "status" | "reason">) => { why: string; whatToDo: string } | null;
  /** Why an action was not taken. */
  refusal: (refusal: Refusal) => string;
  status: (status: RunStatus) => string;
  /** What became of a run: its status, and a restart by its own name. */
  outcome: (run: Pick<RunSummary, "status" | "reason">) => string;
  trigger: (trigger: Trigger) => string;
  /** What a run came to when its row was closed already; null where nothing came late. */
  late: (run: Pick<RunSummary, "lateStatus" | "lateAt">) => string | null;
  /** What is wrong with the installation, and what to do about it. */
  warning: (warning: OverviewWarning) => string;
  /** The same as a part of a headline. */
  warningInShort: (warning: OverviewWarning) => string;
  /** How many jobs failed and how many are late, as parts of a headline; empty when none is. */
  troubles: (jobs: readonly Pick<JobOverview, "health">[]) => string[];
  /** How many open incidents somebody deals with already, as parts of a headline: `1 is being looked after`, `2 are snoozed`. */
  handled: (incidents: readonly Pick<Incident, "handling">[]) => string[];
  /** The headline when nothing is wrong. */
  allWell: (jobs: readonly Pick<JobOverview, "health">[]) => string;
  /** A day's counts: `Sat 21 Nov: 3 runs, 1 error, 2 missed`. */
  day: (day: DayCount) => string;
};

const dictionaries: Record<Locale, Sentences> = { id, en };
const alertsIn = { id: idAlerts, en: enAlerts };
const refusalsIn = { id: idRefusals, en: enRefusals };
const causesIn: Record<Locale, Omit<CauseWords, "moment">> = {
  id: { causes: idCauses, lockHeld: idLockHeld },
  en: { causes: enCauses, lockHeld: enLockHeld },
};

/** The engine's sentences in one language. */
export function wordsFor({ locale, displayZone = "UTC", zoneNames, secretName, advice, cause }: WordsOptions): Words {
  const sentences = dictionaries[locale];
  const said: Saying = {
    locale,
    displayZone,
    zoneNames,
    sentences,
    secret: secretName ?? sentences.secret,
    advice: (kind) => advice?.[kind] ?? sentences.advice[kind],
    cause: (message) => {
      const own = cause?.(message, locale);
      if (own) return { ...own, kind: "own" };
      return causeOf(message, { ...causesIn[locale], moment: (at) => moment(at, locale, displayZone, { zoneNames }) });
    },
  };
  return {
    reason: (reason) => reasonInWords(reason, said),
    cause: said.cause,
    alert: (alert) =>
      alertInWords(alert, {
        locale,
        texts: alertsIn[locale],
        reason: (reason) => reasonInWords(reason, said),
        cause: said.cause,
        count: (amount) => count(amount, locale),
        moment: (at) => moment(at, locale, displayZone, { zoneNames, precision: "full" }),
      }),
    whatToDo: ({ kind }) => said.advice(kind),
    notes: (health) => notesInWords(health, said),
    runReason: (reason) => runReasonInWords(reason, said),
    unrun: (row) => unrunInWords(row, said),
    refusal: (refusal) => refusalInWords(refusal, refusalsIn[locale], (at) => momentInWords(at, said)),
    status: (status) => sentences.statuses[status],
    outcome: (run) => (isRestart(run) ? sentences.restarted : sentences.statuses[run.status]),
    trigger: (trigger) => sentences.triggers[trigger],
    late: ({ lateStatus, lateAt }) => lateStatus && lateAt && sentences.late[lateStatus](momentInWords(lateAt, said)),
    warning: (warning) => warningInWords(warning, said),
    warningInShort: (warning) =>
      warning.kind === "unheard"
        ? sentences.warningsInShort.unheard(momentInWords(warning.since, said))
        : sentences.warningsInShort[warning.kind](said.secret),
    troubles: (jobs) => problemsInWords(jobs, said),
    handled: (incidents) => handledInWords(incidents, said),
    allWell: (jobs) => {
      const allWait = jobs.length > 0 && jobs.every(({ health }) => health.state === "waiting");
      return allWait ? sentences.allWaiting(jobs.length) : sentences.allWell(jobs.length);
    },
    day: (day) => dayInWords(day, said),
  };
}

type Saying = {
  locale: Locale;
  displayZone: string;
  zoneNames: ZoneNames | undefined;
  sentences: Sentences;
  secret: string;
  advice: (kind: AdviceKind) => string;
  cause: Words["cause"];
};

/** Whether a run was stopped by a restart, which is no error. */
export function isRestart({ status, reason }: Pick<RunSummary, "status" | "reason">): boolean {
  return status === "ABANDONED" && reason === "restart";
}

function reasonInWords(reason: IncidentReason, saying: Saying): string {
  const { locale, displayZone, zoneNames, sentences, advice } = saying;
  const said = sentences.reasons;
  const at = (when: Date) => moment(when, locale, displayZone, { zoneNames });
  switch (reason.kind) {
    case "error":
      return reason.message ? errorInLine(reason.message, saying) : said.unknownError;
    case "timeout":
      return said.timeout;
    case "crashed":
      return readReason(reason.message ?? "")?.kind === "released"
        ? runReasonInWords(reason.message ?? "", { locale, displayZone, zoneNames, sentences })
        : said.crashed;
    case "expectation":
      return said.expectation(firstLine(reason.message));
    case "never-ran":
      return `${reason.byHandAt ? said.neverCame(at(reason.byHandAt)) : said.neverRan}. ${advice(reason.kind)}`;
    case "missed":
      return reason.byHandAt ? said.stillMissed(reason.count, at(reason.byHandAt)) : said.missed(reason.count);
    case "silent":
      return reason.lastSuccessAt ? said.silentSince(at(reason.lastSuccessAt)) : said.silentEver;
    case "off-slot":
      return `${said.offSlot(duration(Math.abs(reason.offsetMs), locale))}. ${advice(reason.kind)}`;
    case "rejected":
      return `${said.rejected(reason.count)}. ${reason.acceptedJob ? said.onlyThisRejected(reason.acceptedJob) : advice(reason.kind)}`;
    case "host-down":
      return said.hostDown;
    case "scheduler-down": {
      const [jobs, names] = [reason.jobs.length, reason.jobs.slice(0, namedJobs).join(", ")];
      return reason.backAt ? said.schedulerBack(jobs, names, at(reason.backAt)) : said.schedulerDown(jobs, names);
    }
    case "found":
      return said.found(count(reason.count, locale));
    case "blind":
      return said.blind(errorInLine(reason.message, saying));
    case "restarts":
      return said.restarts(reason.count);
    case "clock-leapt":
      return said[reason.leapMs < 0 ? "clockBehind" : "clockAhead"](duration(Math.abs(reason.leapMs), locale));
    case "database-away":
      return said.databaseAway(at(reason.since), at(reason.until));
  }
}

/** More late jobs are counted, not named. */
const namedJobs = 5;

/** With its year, which may be what is wrong with it. */
function wholeMoment(at: Date, { locale, displayZone, zoneNames }: Saying): string {
  return moment(at, locale, displayZone, { precision: "full", zoneNames });
}

function momentInWords(at: Date, { locale, displayZone, zoneNames }: Saying): string {
  return moment(at, locale, displayZone, { zoneNames });
}

function notesInWords({ state, notes }: Pick<Health, "state" | "notes">, saying: Saying): string[] {
  const { locale, sentences } = saying;
  const said = sentences.notes;
  const inWords = (note: HealthNote) => {
    if (note.kind === "note") return note.message && runReasonInWords(note.message, saying);
    if (note.kind === "slow") {
      const [took, limit] = [duration(note.runMs, locale), duration(note.maxRunMs, locale)];
      const usual = note.usualMs === null ? null : duration(note.usualMs, locale);
      return note.isOver
        ? said.wasSlow(momentInWords(note.startedAt, saying), took, usual)
        : said.isSlow(took, usual, limit);
    }
    return note.kind === "rejected" ? said.rejected(note.count) : said[note.kind];
  };
  return [state && said[state], ...notes.map(inWords)].filter((note): note is string => Boolean(note));
}

function warningInWords(warning: OverviewWarning, saying: Saying): string {
  const { locale, sentences, secret, advice } = saying;
  const said = sentences.warnings;
  const fact = () => {
    switch (warning.kind) {
      case "channel":
        return said.channel(
          uncoded(warning.channel),
          // A test message is no alert, and fails as they do.
          count(Math.max(1, warning.alerts), locale),
          uncoded(errorOfChannel(warning, saying)),
        );
      case "deadman":
        return said.deadman(uncoded(errorInLine(warning.message, saying)));
      case "clock":
        return said[warning.leapMs < 0 ? "clockBehind" : "clockAhead"](
          duration(Math.abs(warning.leapMs), locale),
          wholeMoment(warning.wallAt, saying),
          wholeMoment(warning.countedAt, saying),
        );
      case "unheard":
        return said.unheard(momentInWords(warning.since, saying));
      default:
        return said[warning.kind](secret);
    }
  };
  return `${sentenceCase(fact())} ${advice(warning.kind)}`;
}

function problemsInWords(jobs: readonly Pick<JobOverview, "health">[], { sentences }: Saying): string[] {
  const failed = jobs.filter(({ health }) => health.badge === "FAILED").length;
  const stale = jobs.filter(({ health }) => health.badge === "STALE").length;
  return [...(failed > 0 ? [sentences.failed(failed)] : []), ...(stale > 0 ? [sentences.stale(stale)] : [])];
}

function handledInWords(incidents: readonly Pick<Incident, "handling">[], { sentences }: Saying): string[] {
  const amountOf = (each: Incident["handling"]) => incidents.filter(({ handling }) => handling === each).length;
  const [acknowledged, snoozed] = [amountOf("acknowledged"), amountOf("snoozed")];
  return [
    ...(acknowledged > 0 ? [sentences.acknowledged(acknowledged)] : []),
    ...(snoozed > 0 ? [sentences.snoozed(snoozed)] : []),
  ];
}

function dayInWords(day: DayCount, { locale, sentences }: Saying): string {
  const amount = (value: number) => count(value, locale);
  const parts = [
    sentences.weekDay(shortDay(day.day, locale), amount(day.runs), amount(day.errors)),
    day.missed > 0 && sentences.weekMissed(amount(day.missed)),
    day.skipped > 0 && sentences.weekSkipped(amount(day.skipped)),
  ];
  return parts.filter(Boolean).join(", ");
}

/** Backticks mark code in our own sentences; those of others stay plain. */
function uncoded(text: string): string {
  return text.replaceAll("`", "'");
}

/** The same of a channel, whose name stands before it already. */
function errorOfChannel({ channel, message }: { channel: string; message: string }, saying: Saying): string {
  const said = errorInLine(message, saying);
  const name = `${channel}: `;
  return said.toLowerCase().startsWith(name.toLowerCase()) ? said.slice(name.length) : said;
}

/** What an error means, or its own first line where nobody knows that. */
function errorInLine(message: string, { cause }: Pick<Saying, "cause">): string {
  return cause(message)?.says ?? firstLine(message);
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
