import type { Route } from "next";
import type { Overview } from "ronda";
import { whenAvailable } from "#app/_http/unavailable.ts";
import { clock } from "#clock.ts";
import { ageOfBackup } from "#domain/backups/layout.ts";
import { countDueMails } from "#domain/emails/waiting.ts";
import { lastBackup } from "#domain/installation/belonging.ts";
import { missingContact } from "#domain/installation/contact.ts";
import { knownError } from "#domain/office/known-errors.ts";
import { env } from "#env.ts";
import { type FolderCause, folderCause, isWell, type Readiness, readiness } from "#health/readiness.ts";
import { leastRoom, type Room } from "#health/room.ts";
import { limits } from "#limits.ts";
import { age } from "#texts/duration.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { Books } from "./books.ts";
import { channelPath, jobPath, runbookPath } from "./paths.ts";
import { foundAndAdvice } from "./problems.ts";
import { systemWords } from "./words.ts";

/**
 * What is wrong with the installation rather than with a job or with money. The page draws these and the headline counts
 * these, so that nothing can stand on the page under a sentence that says that all is well.
 */
export type SystemNotice =
  | Overview["warnings"][number]
  | { kind: "migrations" | "books" }
  | { kind: "data-folder"; cause: FolderCause }
  /** Next to nothing can be written any more, wherever it is. */
  | { kind: "disk"; room: Room }
  | { kind: "database"; reason: string }
  /** Nobody has looked after the jobs for some minutes. */
  | { kind: "patrol"; error: string | null }
  /** Mails that are due, with nothing to send them by. */
  | { kind: "mail-key"; mails: number }
  /** Nobody reads who runs this and where to write to: the variables that say it. */
  | { kind: "contact"; missing: string[] }
  /** Nobody has made a backup for days. */
  | { kind: "backup"; ageMs: number };

/** How bad each is: what stops the work is red. */
export const toneOfNotice: Record<SystemNotice["kind"], "failed" | "stale"> = {
  clock: "failed",
  "no-secret": "failed",
  database: "failed",
  "data-folder": "failed",
  disk: "failed",
  migrations: "failed",
  books: "failed",
  backup: "failed",
  patrol: "failed",
  unheard: "failed",
  channel: "stale",
  deadman: "stale",
  "mail-key": "stale",
  contact: "stale",
  "short-secret": "stale",
};

/** Whether a notice stops the work: then it stands above all else; the others stand among what needs attention. */
export function isGrave({ kind }: SystemNotice): boolean {
  return toneOfNotice[kind] === "failed";
}

/** What {@link noticesOf} needs to know beyond what the page reads anyway. Mails that cannot be counted in time are none. */
export async function readInstallation(): Promise<Pick<Found, "ready" | "mails" | "room" | "missing" | "backup">> {
  const mails = env().RESEND_API_KEY ? 0 : whenAvailable(countDueMails(clock()), 0);
  const newest = whenAvailable(lastBackup(), null);
  const [ready, counted, room, takenAt] = await Promise.all([readiness(), mails, leastRoom(), newest]);
  const backup = takenAt && { takenAt, ageMs: ageOfBackup(takenAt, clock()) };
  return { ready, mails: counted, room, missing: missingContact(), backup };
}

type Found = {
  overview: Pick<Overview, "warnings" | "jobs" | "patrol">;
  books: Books | null;
  ready: Readiness;
  mails: number;
  /** On the fullest disk; missing where none could be asked. */
  room?: Room | undefined;
  /** Variables that say who runs this, see `missingContact`. */
  missing?: string[];
  /** The newest one; nothing before the first, and where nobody can say. */
  backup?: { takenAt: Date; ageMs: number } | null;
};

/** Everything that is wrong with the installation at this moment, worst first; empty where nothing is. */
export function noticesOf({ overview, books, ready, mails, room, missing = [], backup }: Found): SystemNotice[] {
  const notices: SystemNotice[] = [...overview.warnings];
  if (!isWell(ready.database)) notices.push({ kind: "database", reason: ready.database });
  if (!isWell(ready.dataFolder)) notices.push({ kind: "data-folder", cause: folderCause(ready.dataFolder) });
  // A full folder of data says it already.
  else if (room && room.freeBytes < limits.doctor.noRoomBytes) notices.push({ kind: "disk", room });
  if (isWell(ready.database) && !isWell(ready.migrations)) notices.push({ kind: "migrations" });
  if (overview.patrol.isLate) notices.push({ kind: "patrol", error: overview.patrol.error });
  if (mails > 0) notices.push({ kind: "mail-key", mails });
  if (missing.length > 0) notices.push({ kind: "contact", missing });
  if (booksAreUnproven(overview, books)) notices.push({ kind: "books" });
  // A night or two without one is what its job tells of.
  if (backup && backup.ageMs > limits.backup.missingMs) notices.push({ kind: "backup", ageMs: backup.ageMs });
  return [...notices.filter(isGrave), ...notices.filter((notice) => !isGrave(notice))];
}

/** The last check ended otherwise than well, and no job's badge says so already: it was cut short by a restart. */
function booksAreUnproven({ jobs }: Found["overview"], books: Books | null): boolean {
  if (!books || ["SUCCESS", "RUNNING"].includes(books.last.status)) return false;
  return !jobs.some(({ health, lastError }) => health.badge === "FAILED" && lastError?.id === books.last.id);
}

/** Where a notice is mended: pages and parts of the runbook, the one that mends it first. */
export function noticeLinks(notice: SystemNotice, locale: Locale): { href: Route; label: string }[] {
  const { attention, channels } = textsFor(locale).system;
  const part = (name: string) => ({ href: runbookPath(name), label: attention.whatToDo });
  switch (notice.kind) {
    case "channel":
      return [{ href: channelPath(notice.channel), label: channels.toTest(notice.channel) }, part("channel")];
    case "unheard":
      return [part("channel")];
    case "clock":
      return [part("clock-leapt")];
    case "deadman":
    case "disk":
    case "patrol":
      return [part(notice.kind)];
    case "data-folder":
      return [part(notice.cause === "full" ? "disk" : "data-folder")];
    case "books":
      return [{ href: jobPath("money-reconcile"), label: attention.seeJob }];
    case "backup":
      return [{ href: jobPath("backup"), label: attention.seeJob }];
    case "mail-key":
      return [{ href: "/admin/emails?daftar=waiting" as Route, label: attention.seeList }];
    default:
      return [];
  }
}

/** The variables by which a channel reaches its place, to look at while it does not. */
const variablesOfChannel: Record<string, string> = {
  discord: "`ADMIN_ALERT_WEBHOOK_URL`",
  telegram: "`TELEGRAM_BOT_TOKEN`, `TELEGRAM_CHAT_ID`",
  webhook: "`ALERT_WEBHOOK_URL`, `ALERT_WEBHOOK_SECRET`",
};

/** What to look at while a channel does not deliver. */
export function channelAdvice(channel: string, message: string, locale: Locale): string {
  const texts = textsFor(locale).system.channels;
  const variables = variablesOfChannel[channel];
  if (variables) return texts.advice(variables);
  return knownError(message)?.kind === "no-admin" ? texts.mailAdvice : texts.mailsDown;
}

/** Whether the engine itself found it, and has the words for it. */
export function isWarning(notice: SystemNotice): notice is Overview["warnings"][number] {
  return ["no-secret", "short-secret", "unheard", "channel", "clock", "deadman"].includes(notice.kind);
}

/** A notice in two: what is wrong, without its full stop, and what to do about it. */
export function noticeInTwo(notice: SystemNotice, locale: Locale): { found: string; advice: string } {
  const whole = foundAndAdvice(noticeInWords(notice, locale));
  // Of a channel what it responded is long, and stands with what to do.
  const [found = "", ...why] = notice.kind === "channel" ? whole.found.split(": ") : [whole.found];
  const because = why.join(": ");
  return {
    found,
    advice: because ? `${because.charAt(0).toUpperCase()}${because.slice(1)}. ${whole.advice}` : whole.advice,
  };
}

/** A notice as a sentence with what to do. */
export function noticeInWords(notice: SystemNotice, locale: Locale): string {
  if (isWarning(notice)) {
    const advice = notice.kind === "channel" ? { channel: channelAdvice(notice.channel, notice.message, locale) } : {};
    return systemWords(locale, advice).warning(notice);
  }
  const texts = textsFor(locale).system.warnings;
  switch (notice.kind) {
    case "database":
      return texts.database(notice.reason);
    case "patrol":
      return texts.patrol(notice.error);
    case "data-folder":
      return texts["data-folder"](notice.cause);
    case "backup":
      return texts.backup(age(notice.ageMs, locale));
    case "disk":
      return texts.disk(notice.room.folder, `${count(Math.floor(notice.room.freeBytes / 2 ** 20), locale)} MB`);
    case "mail-key":
      return texts["mail-key"](count(notice.mails, locale));
    case "contact":
      return texts.contact(notice.missing.map((name) => `\`${name}\``).join(", "));
    default:
      return texts[notice.kind];
  }
}
