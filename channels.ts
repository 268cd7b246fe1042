import { type Alert, type Channel, discord, telegram, webhook } from "ronda";
import { wordsFor } from "ronda/words";
import { clock } from "#clock.ts";
import { knownErrorInWords, noAdminMessage } from "#domain/office/known-errors.ts";
import { runbookPartOf } from "#domain/office/runbook-parts.ts";
import { tellAdmins } from "#domain/users/mail-admins.ts";
import type { Env } from "#env.ts";
import { inEachLanguage, type Locale, languageOf } from "#texts/index.ts";

/** Nobody would read a mail to the admins: there is none. */
export class NoAdminError extends Error {
  override name = "NoAdminError";
}

type Reading = { displayZone: string; zoneNames: Record<string, string> };

/** Where alerts go: mail to the admins always, and whatever else the environment names. */
export function channelsOf(env: Env, reading: Reading): Channel[] {
  const { ADMIN_ALERT_WEBHOOK_URL, TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET } =
    env;
  const said = {
    ...reading,
    locale: "id",
    cause: knownErrorInWords,
    pageUrl: (alert: Alert) => env.APP_URL + pageOf(alert),
    guideUrl: (alert: Alert) => {
      const path = guideOf(alert);
      return path && env.APP_URL + path;
    },
  } as const;
  const channels: Channel[] = [mail(reading)];
  if (ADMIN_ALERT_WEBHOOK_URL) channels.push(discord({ ...said, url: ADMIN_ALERT_WEBHOOK_URL }));
  if (TELEGRAM_BOT_TOKEN && TELEGRAM_CHAT_ID)
    channels.push(telegram({ ...said, token: TELEGRAM_BOT_TOKEN, chatId: TELEGRAM_CHAT_ID }));
  if (ALERT_WEBHOOK_URL && ALERT_WEBHOOK_SECRET)
    channels.push(webhook({ ...said, url: ALERT_WEBHOOK_URL, secret: ALERT_WEBHOOK_SECRET }));
  return channels;
}

/** None of the mails about an alert has got out: they stay queued, and the alert is not delivered. */
class MailsUnsentError extends Error {
  override name = "MailsUnsentError";
}

/**
 * Mail to every admin, through the queue that all mails go through, and at once: an alert waits for no job. The same alert is
 * queued once, however often it is sent.
 */
function mail(reading: Reading): Channel {
  const say = (alert: Alert, locale: Locale) => {
    const { title, cause, details } = wordsFor({
      ...reading,
      locale: languageOf(locale).engine,
      cause: (message) => knownErrorInWords(message, locale),
    }).alert(alert);
    return { title, cause: cause.join("\n"), details: details.join("\n") };
  };
  return {
    name: "email",
    async send(alert, signal) {
      const says = inEachLanguage((_, locale) => say(alert, locale));
      const message = { id: alert.id, path: pageOf(alert), says };
      const { admins, unsent } = await tellAdmins(message, { now: clock(), signal });
      if (unsent !== null) throw new MailsUnsentError(unsent);
      if (admins === 0) throw new NoAdminError(noAdminMessage);
    },
  };
}

/** The page to look at. */
function pageOf({ incidentId }: Alert): string {
  return incidentId ? `/admin/system/incidents/${incidentId}` : "/admin/system";
}

/** The part of the runbook about what is wrong; nothing where nothing is. */
function guideOf({ kind, subject, reasons: [worst] }: Alert): string | undefined {
  const isWrong = kind === "opened" || kind === "changed" || kind === "reminder";
  return isWrong && worst ? `/admin/system/panduan#${runbookPartOf(worst, subject?.name)}` : undefined;
}
