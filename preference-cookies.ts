/** `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Where a visitor's choices are kept: a year, on this device. */
export const localeCookie = "setrip-locale";
export const themeCookie = "setrip-theme";

/** Whether a cookie or a form names one of our themes. */
export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value);
}
