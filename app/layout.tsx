import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { env } from "#env.ts";
import { textsFor } from "#texts/index.ts";
import { preferences } from "./_session/preferences.ts";
import { jakarta, jetbrains } from "./_shell/fonts.ts";
import "./_shell/theme.css";

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await preferences();
  const texts = textsFor(locale);
  return {
    metadataBase: new URL(env().APP_URL),
    title: { default: "SeTrip", template: "%s · SeTrip" },
    description: texts.home.description,
  };
}

const chrome = { light: "#fbf9f5", dark: "#0c1620" };

/** The browser's own bars take the paper's colour, in the theme that was chosen. */
export async function generateViewport(): Promise<Viewport> {
  const { theme } = await preferences();
  if (theme !== "system") return { themeColor: chrome[theme] };
  return {
    themeColor: (["light", "dark"] as const).map((scheme) => ({
      media: `(prefers-color-scheme: ${scheme})`,
      color: chrome[scheme],
    })),
  };
}

/** Reads the request, so that every page is rendered for it: a page made at build time could not carry the CSP's nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await headers();
  const { locale, theme } = await preferences();
  return (
    <html lang={locale} data-theme={theme} className={`${jakarta.variable} ${jetbrains.variable}`}>
      <body className="min-h-dvh antialiased">{children}</body>
    </html>
  );
}
