// Each by itself: all of them together, with what no mail of ours has, take half a second and 40 MB to load in each process.
import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { createElement as element, type ReactElement } from "react";
import { companyLine, contact } from "#domain/installation/contact.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { Letter } from "#texts/letter.ts";

const ink = "#14213d";
const muted = "#5b6478";
const sea = "#0f6f78";
const paper = "#fbf8f3";
const hairline = "#e4ddd0";

const font = "'Plus Jakarta Sans', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const paragraph = { fontSize: "16px", lineHeight: "26px", color: ink, margin: "0 0 16px" };
const small = { fontSize: "13px", lineHeight: "20px", color: muted, margin: "0 0 8px" };

/** The one layout of every mail: a sheet with the brand, the letter and a footer. */
export function letterElement(letter: Letter, locale: Locale): ReactElement {
  return element(
    Html,
    { lang: locale },
    element(Head, null, element("meta", { name: "viewport", content: "width=device-width" })),
    element(
      Body,
      { style: { backgroundColor: paper, fontFamily: font, margin: 0, padding: "32px 16px" } },
      element(
        Container,
        // One long word in a name or title makes no mail wider than a phone, in tables neither.
        { style: { maxWidth: "560px", wordBreak: "break-word", overflowWrap: "anywhere" } },
        element(Text, { style: { ...paragraph, fontWeight: 800, color: sea } }, "SeTrip"),
        ...letterParts(letter),
        element(Hr, { style: { borderColor: hairline, margin: "24px 0 16px" } }),
        element(Text, { style: small }, textsFor(locale).mails.footer),
        ...signature(locale).map((line) => element(Text, { key: line, style: small }, line)),
      ),
    ),
  );
}

/** Who writes, and where an answer arrives for certain. */
function signature(locale: Locale): string[] {
  const { whatsapp, email, ...company } = contact();
  const texts = textsFor(locale).help.contact;
  const ways = [whatsapp && `${texts.whatsapp} ${whatsapp}`, email && `${texts.email} ${email}`].filter(Boolean);
  const lines = [ways.length > 0 && `${texts.title}: ${ways.join(", ")}`, companyLine(company)];
  return lines.filter((line) => typeof line === "string");
}

function letterParts({ heading, greeting, lines, facts, list, button, note }: Letter): ReactElement[] {
  const titleStyle = { fontSize: "24px", lineHeight: "32px", color: ink, margin: "0 0 16px" };
  const shown = [greeting, ...lines].filter((line) => line !== undefined);
  return [
    element(Heading, { key: "heading", as: "h1", style: titleStyle }, heading),
    ...shown.map((line) => element(Text, { key: line, style: paragraph }, line)),
    ...(facts ? [factSection(facts)] : []),
    ...(list ? [element(Text, { key: "list", style: { ...paragraph, whiteSpace: "pre-line" } }, list)] : []),
    ...(button ? [actionSection(button)] : []),
    ...(note ? [element(Text, { key: "note", style: small }, note)] : []),
  ];
}

function factSection(facts: NonNullable<Letter["facts"]>): ReactElement {
  const style = { borderTop: `1px solid ${hairline}`, padding: "12px 0 0", margin: "0 0 16px" };
  const rows = facts.filter(([, value]) => value !== undefined);
  return element(
    Section,
    { key: "facts", style },
    ...rows.map(([label, value, href]) =>
      element(
        Text,
        { key: label, style: { ...paragraph, margin: "0 0 8px" } },
        `${label}: `,
        element("strong", null, href ? element("a", { href, style: { color: sea } }, value) : value),
      ),
    ),
  );
}

function actionSection({ label, href }: NonNullable<Letter["button"]>): ReactElement {
  const style = {
    backgroundColor: sea,
    borderRadius: "10px",
    color: "#ffffff",
    fontSize: "16px",
    fontWeight: 700,
    padding: "12px 24px",
  };
  return element(Section, { key: "button", style: { margin: "8px 0 24px" } }, element(Button, { href, style }, label));
}
