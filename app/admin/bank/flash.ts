import { one } from "#app/_http/one.ts";
import { isTrue } from "#app/admin/flash.ts";
import type { Accepted, NotAccepted } from "#domain/bank-book/accept.ts";
import { count } from "#texts/format.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";

type SearchParams = Record<string, string | string[] | undefined>;

/** So many lines are named; the others stand in the list below. */
const mostNamed = 10;

/** What an address carries of what became of many lines: figures and, of each that went another way, its booking and why. */
export function acceptedAbout({ accepted, returned, refused, left }: Accepted): string {
  const named = (lines: NotAccepted[]) =>
    lines
      .slice(0, mostNamed)
      .map(({ code, why }) => `${code}~${why}`)
      .join("_");
  return [accepted, left, named(returned), named(refused)].join("!");
}

/** What came of the last action on the bank's page, in sentences; nothing for an address that somebody made up. */
export async function bankFlash(params: SearchParams, locale: Locale): Promise<string | undefined> {
  const texts = textsFor(locale).admin.bank;
  const [kind, about = ""] = [one(params.kabar) ?? "", one(params.tentang)];
  if (!(await isTrue(params))) return undefined;
  if (kind === "accepted") return acceptedSentence(about, texts, locale);
  if (kind === "importedLines") {
    const [added = 0, known = 0] = about.split(".").map(Number);
    return texts.flash.importedLines(count(added, locale), count(known, locale));
  }
  if (kind === "importUndone") return texts.flash.importUndone(count(Number(about) || 0, locale));
  const plain = { imported: "", matched: "", confirmed: "", decided: "", reopened: "", tookOver: "", corrected: "" };
  return Object.hasOwn(plain, kind) ? texts.flash[kind as keyof typeof plain] : undefined;
}

/** The sentences of {@link acceptedAbout}; each that has nothing to say is left out. */
export function acceptedSentence(about: string, texts: Texts["admin"]["bank"], locale: Locale): string {
  const [accepted = "0", left = "0", returned = "", refused = ""] = about.split("!");
  const figure = (digits: string) => count(Number(digits), locale);
  const sentences = [
    (accepted !== "0" || (returned === "" && refused === "")) && texts.flash.accepted(figure(accepted)),
    returned !== "" && texts.flash.returned(namesOf(returned, texts)),
    refused !== "" && texts.flash.refused(namesOf(refused, texts)),
    left !== "0" && texts.flash.left(figure(left)),
  ];
  return sentences.filter((sentence) => sentence !== false).join(" ");
}

function namesOf(named: string, { flash, returned, refusals }: Texts["admin"]["bank"]): string {
  const words: Readonly<Record<string, string>> = { ...refusals, ...returned };
  const sentence = (entry: string) => {
    const [code = "", why = ""] = entry.split("~");
    const said = Object.hasOwn(words, why) ? words[why]!.replace(/\.$/, "") : why;
    return flash.one(code, said.charAt(0).toLowerCase() + said.slice(1));
  };
  return named.split("_").map(sentence).join(", ");
}
