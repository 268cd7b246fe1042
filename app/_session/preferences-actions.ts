"use server";

import { cookies } from "next/headers";
import { clock } from "#clock.ts";
import { chooseLocale } from "#domain/users/preferences.ts";
import { isLocale } from "#texts/index.ts";
import { isTheme, localeCookie, themeCookie } from "./preferences.ts";
import { visitor } from "./visitor.ts";

const kept = { path: "/", maxAge: 365 * 86_400, sameSite: "lax", httpOnly: true } as const;

/** Changes the language here and, for somebody signed in, of the mails to come. */
export async function chooseLocaleAction(form: FormData): Promise<void> {
  const locale = form.get("locale");
  if (!isLocale(locale)) return;
  (await cookies()).set(localeCookie, locale, kept);
  const asking = await visitor();
  if (asking) await chooseLocale(asking.id, locale, { now: clock() });
}

/** Changes the theme on this device. */
export async function chooseThemeAction(form: FormData): Promise<void> {
  const theme = form.get("theme");
  if (isTheme(theme)) (await cookies()).set(themeCookie, theme, kept);
}
