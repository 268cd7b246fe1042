import { cookies } from "next/headers";
import { defaultLocale, isLocale, type Locale } from "#texts/index.ts";

/** `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Where the choices are kept: a year, on this device. */
export const localeCookie = "setrip-locale";
export const themeCookie = "setrip-theme";

/** What this visitor chose: Indonesian and the system's theme where nothing was. */
export async function preferences(): Promise<{ locale: Locale; theme: Theme }> {
  const jar = await cookies();
  const locale = jar.get(localeCookie)?.value;
  const theme = jar.get(themeCookie)?.value;
  return { locale: isLocale(locale) ? locale : defaultLocale, theme: isTheme(theme) ? theme : "system" };
}

/** Whether a cookie or a form names one of our themes. */
export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value);
}
