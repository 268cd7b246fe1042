import type { system as first } from "#texts/id/letters/system.ts";
import { hello } from "./phrases.ts";

/** Mails to the admins about the system. */
export const system: typeof first = {
  "system-alert": {
    subject: ({ title }) => `SeTrip: ${title}`,
    letter: ({ name, title, cause, details, link }) => ({
      heading: title,
      greeting: hello(name),
      lines: [cause, details],
      button: { label: "Open the system page", href: link },
      note: "This mail goes to every admin. On the page, acknowledge or snooze it so that it is not repeated.",
    }),
  },
};
