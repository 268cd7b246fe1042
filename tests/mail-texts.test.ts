import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { contactSettings } from "./contact-settings.ts";

const root = join(import.meta.dirname, "..");

/** Every example of every mail, by a process that has the pseudo-language in place of English. */
function mailsInPseudo(): { template: string; props: unknown; locale: string; subject: string; text: string }[] {
  const flags = ["--import", "./tests/processes/pseudo-language.ts"];
  const printed = execFileSync(process.execPath, [...flags, "tests/processes/mails.ts"], {
    cwd: root,
    maxBuffer: 32 * 1024 * 1024,
  });
  return JSON.parse(printed.toString()).filter(({ locale }: { locale: string }) => locale === "en");
}

/** What no brackets hold; a text may stand within another. */
function outsideBrackets(text: string): string {
  const less = text.replace(/\[[^[\]]*\]/g, "");
  return less === text ? text : outsideBrackets(less);
}

const wordsOf = (text: string) => text.match(/[a-z]{2,}/gi) ?? [];
/** The brand, who runs this, and what every language writes of amounts and moments. */
const own = Object.values(contactSettings).flatMap(wordsOf);
const always = new Set(["SeTrip", "Rp", "WIB", "Fri", "Sat", "Sun", "Dec", ...own]);

it("every word of a mail stands in a language's folder, or is what the mail was told", () => {
  const mails = mailsInPseudo();
  expect(mails.length).toBeGreaterThan(40);
  const forgotten = mails.flatMap(({ template, props, subject, text }) => {
    const told = new Set(wordsOf(JSON.stringify(props).replaceAll("\\n", " ")));
    const left = outsideBrackets(`${subject}\n${text}`).replace(/https?:\S+/g, "");
    return wordsOf(left)
      .filter((word) => !told.has(word) && !always.has(word))
      .map((word) => `${template}: ${word}`);
  });
  expect(forgotten).toEqual([]);
  expect(mails.filter(({ subject }) => !subject.startsWith("[")).map(({ template }) => template)).toEqual([]);
});
