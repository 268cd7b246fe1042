import { describe, expect, it } from "vitest";
import { type NewEmail, renderEmail } from "#domain/emails/emails.ts";
import { env } from "#env.ts";
import { addresses } from "./addresses.ts";
import { samples } from "./mails.ts";

const patterns = addresses().map((address) => new RegExp(`^${address.replace(/\[[^\]]+\]/g, "[^/]+")}/?$`));
const exists = (path: string) => patterns.some((pattern) => pattern.test(path));

/** The paths inside the app to which a mail leads, in its html and in its text. */
async function pathsIn(sample: (typeof samples)[number], locale: "id" | "en"): Promise<string[]> {
  const { html, text } = await renderEmail({
    ...sample,
    dedupeKey: "x",
    to: { email: "ana@setrip.test", locale },
  } as NewEmail);
  const found = `${html}\n${text}`.match(/https?:\/\/[^\s"<]+/g) ?? [];
  return found.filter((link) => link.startsWith(env().APP_URL)).map((link) => pathOf(link.replace(/[.,]$/, "")));
}

const pathOf = (link: string) => new URL(link).pathname;

describe.each(samples)("the mail $template", (sample) => {
  it.each(["id", "en"] as const)("leads to pages that exist, in %s", async (locale) => {
    const paths = await pathsIn(sample, locale);
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });
});

it("notices a page that does not exist", () => {
  expect(exists("/pesanan/ST-7F3K9/bayar")).toBe(true);
  expect(exists("/pesanan/ST-7F3K9/lunas")).toBe(false);
  expect(exists("/pesanan/ST-7F3K9/bayar/lagi")).toBe(false);
});
