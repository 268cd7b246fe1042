import { type NewEmail, renderEmail } from "#domain/emails/emails.ts";
import { samples } from "#tests/mails.ts";
import { locales } from "#texts/index.ts";

// Prints every example of every mail in every language, as JSON, with what each was told.
const mails = samples.flatMap((sample) => locales.map((locale) => ({ ...sample, locale })));
const rendered = await Promise.all(
  mails.map(async ({ locale, ...sample }) => ({
    ...sample,
    locale,
    ...(await renderEmail({ ...sample, dedupeKey: "x", to: { email: "ana@setrip.test", locale } } as NewEmail)),
  })),
);
process.stdout.write(JSON.stringify(rendered));
