import { type Command, InvalidArgumentError, Option } from "commander";
import { parseInput } from "../http/input.ts";
import { checkTimeZone } from "../schedule/time-zone.ts";
import { hasScheduleWords, scheduleLocales } from "../schedule/words/index.ts";
import { complain } from "./say.ts";

/*
 * Options that several commands have, and what values they take.
 */

/** Every status that a run may have. */
export const statuses = ["RUNNING", "SUCCESS", "FAILED", "TIMED_OUT", "ABANDONED", "SKIPPED", "MISSED"];

/** What browsers and servers take. */
const longestAddress = 2000;

/** The options by which a crontab block is made. */
export function blockOptions(command: Command): Command {
  return command
    .option("--zone <zone>", "the IANA zone of the clock by which cron runs; this machine's unless told", knownZone)
    .option("--url <address>", "where cron reaches the app; its public address unless told", address)
    .option("--curl-config <file>", "the file of `ronda export curl-config`; ~/.config/<app>/cron.curl unless told")
    .option("--log <file>", "where the answers go; /var/log/<app>-cron.log unless told")
    .option("--patrol", "adds a line for the patrol, where no process of the app stays alive")
    .addOption(locale())
    .addOption(displayZone());
}

/** The language of the words. */
export function locale(): Option {
  return new Option("--locale <locale>", "the language of the words; that of the configuration unless told").argParser(
    knownLocale,
  );
}

/** The reader's zone. */
export function zone(): Option {
  return new Option("--zone <zone>", "the reader's time zone; that of the configuration unless told").argParser(
    knownZone,
  );
}

/** The zone in which words tell the hours. */
export function displayZone(): Option {
  return new Option(
    "--display-zone <zone>",
    "the zone in which words tell the hours; that of the configuration unless told",
  ).argParser(knownZone);
}

function knownLocale(text: string): string {
  const locale = canonicalLocale(text);
  // No mistake: the app's own descriptions may be in that language.
  if (!hasScheduleWords(locale)) {
    complain(
      `schedules cannot be said in "${locale}" and are said in English; there are ${scheduleLocales.join(" and ")}`,
    );
  }
  return locale;
}

function canonicalLocale(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? text;
  } catch {
    throw new InvalidArgumentError("It must be a language, such as en or id.");
  }
}

/** An IANA zone that this machine knows; refuses others. */
export function knownZone(text: string): string {
  try {
    checkTimeZone(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** A whole number from 1 to so many. */
export function atMost(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number from 1 on.");
    if (number > most) throw new InvalidArgumentError(`It must be at most ${most}.`);
    return number;
  };
}

/** An address that a request can go to. */
export function address(text: string): string {
  const isAddress = text.length <= longestAddress && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isAddress) throw new InvalidArgumentError("It must be an address such as https://your-domain.com.");
  return text;
}

/** What a run is given, as JSON. */
export function inputJson(text: string): string {
  const { wrong } = parseInput(text);
  if (wrong) throw new InvalidArgumentError(`${wrong}.`);
  return text;
}

/** A status, however it is written. */
export function upperCaseStatus(text: string): string {
  const status = text.toUpperCase().replaceAll("-", "_");
  if (!statuses.includes(status)) throw new InvalidArgumentError(`It is one of ${statuses.join(", ")}.`);
  return status;
}
