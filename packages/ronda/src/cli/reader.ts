import { defaultPath, type RondaConfig } from "../config.ts";
import type { ScheduleReader } from "../schedule/words.ts";

/** What flags may tell of who reads. */
export type ReaderFlags = { locale?: string | undefined; displayZone?: string | undefined };

/** For whom words are: as the flags tell, else as the configuration does; English and UTC where neither does. */
export function readerOf(config: RondaConfig, flags: ReaderFlags): ScheduleReader {
  return {
    locale: flags.locale ?? config.locale ?? "en",
    displayZone: flags.displayZone ?? config.displayZone ?? "UTC",
    zoneNames: config.zoneNames,
  };
}

/** The address of a job in the running app. */
export function jobAddress(config: RondaConfig, name: string, url = config.url): string {
  return `${withoutSlash(url)}${pathOf(config)}/${name}`;
}

/** Where the jobs are below the app's address. */
export function pathOf({ path }: RondaConfig): string {
  return path ?? defaultPath;
}

/** An address that a path can follow. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
