import { wording } from "#texts/letter.ts";
import { hello } from "./phrases.ts";

/** Mails to the admins about the system. */
export const system = {
  "system-alert": wording<"title" | "link", "name" | "cause" | "details">({
    subject: ({ title }) => `SeTrip: ${title}`,
    letter: ({ name, title, cause, details, link }) => ({
      heading: title,
      greeting: hello(name),
      lines: [cause, details],
      button: { label: "Buka halaman sistem", href: link },
      note: "Email ini dikirim ke semua admin. Di halamannya, akui atau tunda supaya tidak diulang.",
    }),
  }),
};
