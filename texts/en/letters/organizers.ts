import type { organizers as first } from "#texts/id/letters/organizers.ts";

/** Mails to who applied as an organizer. */
export const organizers: typeof first = {
  "organizer-approved": {
    subject: ({ organizer }) => `${organizer} is verified`,
    letter: ({ name, organizer, link }) => ({
      heading: "Welcome, organizer",
      greeting: `Hello ${name},`,
      lines: [
        `We have approved ${organizer}. You can publish trips now.`,
        "We hold what participants pay until the trip is over and then pass it on to your account.",
      ],
      button: { label: "Publish your first trip", href: link },
    }),
  },
  "organizer-rejected": {
    subject: ({ organizer }) => `We could not approve ${organizer} yet`,
    letter: ({ name, organizer, reason, link }) => ({
      heading: "Your application was not approved",
      greeting: `Hello ${name},`,
      lines: [`We could not approve ${organizer} yet. Correct the details and apply again whenever you like.`],
      facts: [["Reason", reason]],
      button: { label: "Correct the application", href: link },
    }),
  },
};
