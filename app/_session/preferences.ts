import { cookies } from "next/headers";
import { isTheme, localeCookie, type Theme, themeCookie } from "#preference-cookies.ts";
import { defaultLocale, isLocale, type Locale } from "#texts/index.ts";

export { isTheme, localeCookie, type Theme, themeCookie, themes } from "#preference-cookies.ts";

/** What this visitor chose: Indonesian and the system's theme where nothing was. */
export async function preferences(): Promise<{ locale: Locale; theme: Theme }> {
  const jar = await cookies();
  const locale = jar.get(localeCookie)?.value;
  const theme = jar.get(themeCookie)?.value;
  return { locale: isLocale(locale) ? locale : defaultLocale, theme: isTheme(theme) ? theme : "system" };
}
