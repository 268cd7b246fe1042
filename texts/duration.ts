import { type Locale, languageOf } from "./languages.ts";

/** How long something took, in at most two units: `850 ms`, `1,2 dtk`, `3 mnt 12 dtk`, `2 jam 5 mnt`. */
export function duration(ms: number, locale: Locale): string {
  const unit = languageOf(locale).units;
  if (ms < 1000) return `${Math.round(ms)} ${unit.ms}`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 10) return `${tenths(ms / 1000, locale)} ${unit.second}`;
  if (seconds < 60) return `${seconds} ${unit.second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return pair([minutes, unit.minute], [seconds % 60, unit.second]);
  return age(ms, locale);
}

/** How old something is, in at most two units, of which seconds stand alone: `40 dtk`, `5 mnt`, `2 jam 5 mnt`, `3 hari 4 jam`. */
export function age(ms: number, locale: Locale): string {
  const unit = languageOf(locale).units;
  if (ms < 60_000) return `${Math.max(0, Math.floor(ms / 1000))} ${unit.second}`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} ${unit.minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair([hours, unit.hour], [minutes % 60, unit.minute]);
  return pair([Math.floor(hours / 24), unit.day], [hours % 24, unit.hour]);
}

/** A wait in words, rounded up: `43 detik`, `12 menit`. */
export function inMinutesAndSeconds(seconds: number, locale: Locale): string {
  const unit = languageOf(locale).units;
  if (seconds < 60) return `${seconds} ${unit.longSecond}`;
  return `${Math.ceil(seconds / 60)} ${unit.longMinute}`;
}

function tenths(value: number, locale: Locale): string {
  const text = (Math.floor(value * 10) / 10).toFixed(1);
  return text.replace(".", languageOf(locale).marks.decimal);
}

function pair([large, largeUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
