import type { account as first } from "#texts/id/letters/account.ts";
import { hello } from "./phrases.ts";

/** Mails about signing up and in, some to addresses that nobody has confirmed: none says what somebody typed, but for a name. */
export const account: typeof first = {
  "verify-email": {
    subject: () => "Confirm your email address",
    letter: ({ url }) => ({
      heading: "One more step",
      greeting: hello(),
      lines: ["Confirm this email address so that you can book trips and receive your tickets."],
      button: { label: "Confirm address", href: url },
      note: "You did not sign up? Then ignore this mail; nothing changes.",
    }),
  },
  "reset-password": {
    subject: () => "Reset your password",
    letter: ({ name, url }) => ({
      heading: "Reset your password",
      greeting: hello(name),
      lines: ["Somebody asked to change the password of your account. The link works once."],
      button: { label: "Choose a new password", href: url },
      note: "It was not you? Your password stays as it is; ignore this mail.",
    }),
  },
  "account-exists": {
    subject: () => "You already have a SeTrip account",
    letter: ({ name, link, reset }) => ({
      heading: "You have an account",
      greeting: hello(name),
      lines: [
        "Somebody signed up with this email address, which has an account already. Sign in with your usual password.",
        `Forgotten it? Choose a new one at ${reset}`,
      ],
      button: { label: "Sign in", href: link },
      note: "It was not you? Then ignore this mail; nothing changes.",
    }),
  },
  "change-email": {
    subject: () => "Confirm your new email address",
    letter: ({ url }) => ({
      heading: "Use this address?",
      greeting: hello(),
      lines: ["Confirm that this address is yours. From then on you sign in and get your mail here."],
      button: { label: "Use this address", href: url },
      note: "You did not change your address? Then ignore this mail; nothing changes.",
    }),
  },
};
