import type { security as first } from "#texts/id/letters/security.ts";
import { changePassword, hello, notYou } from "./phrases.ts";

/** Mails to the owner of an account that changed, because it may not have been them: each says what to do then. */
export const security: typeof first = {
  "password-changed": {
    subject: () => "Your password was changed",
    letter: ({ name, link }) => ({
      heading: "Password changed",
      greeting: hello(name),
      lines: ["The password of your account was changed just now, and every other device was signed out."],
      button: changePassword(link),
      note: notYou,
    }),
  },
  "bank-account-changed": {
    subject: () => "Your bank account was changed",
    letter: ({ name, bank, digits, holder, stopUrl, until }) => ({
      heading: "Your bank account was changed",
      greeting: hello(name),
      lines: [
        "From now on we transfer refunds and payouts to this account, including what is still on its way to you.",
      ],
      facts: [
        ["Bank", bank],
        ["Account number", `••••${digits}`],
        ["Holder", holder],
      ],
      button: { label: "It was not me, stop it", href: stopUrl },
      note: `The button undoes that change, signs every device out and asks for a new password. It works until ${until}. It was you? Then ignore this mail.`,
    }),
  },
  "bank-account-stopped": {
    subject: () => "The change of your bank account was stopped",
    letter: ({ name, link, bank, digits }) => ({
      heading: "The change was stopped",
      greeting: hello(name),
      lines: [
        bank
          ? `Your money goes to ${bank} ••••${digits} again, including what we have not transferred yet.`
          : "We removed that account. What we have not transferred yet waits until you fill in yours.",
        "Every device was signed out and the old password no longer works. Choose a new one to sign in.",
      ],
      button: { label: "Choose a new password", href: link },
      note: "Do you see a transfer that you do not know? Reply to this mail.",
    }),
  },
  "email-change-asked": {
    subject: () => "The email address of your account will change",
    letter: ({ name, link, newEmail }) => ({
      heading: "Your address will change",
      greeting: hello(name),
      lines: [
        newEmail
          ? `Your account will use ${newEmail} once that address is confirmed. Nothing changes until then.`
          : "Your account will use another address once it is confirmed. Nothing changes until then.",
      ],
      button: changePassword(link),
      note: notYou,
    }),
  },
  "two-factor-on": {
    subject: () => "Two-step verification is on",
    letter: ({ name, link }) => ({
      heading: "Two-step verification is on",
      greeting: hello(name),
      lines: [
        "From now on, signing in needs a code of your authenticator app. Keep your recovery codes in a safe place.",
      ],
      button: changePassword(link),
      note: notYou,
    }),
  },
  "two-factor-off": {
    subject: () => "Two-step verification is off",
    letter: ({ name, link }) => ({
      heading: "Two-step verification is off",
      greeting: hello(name),
      lines: ["From now on, the password alone opens your account."],
      button: changePassword(link),
      note: notYou,
    }),
  },
  "account-deleted": {
    subject: () => "Your SeTrip account is deleted",
    letter: ({ name, link }) => ({
      heading: "Your account is deleted",
      greeting: hello(name),
      lines: [
        "As you asked, your account is deleted. All devices are signed out, and this is our last mail to this address.",
        "Bookings and their money stay on record without your name, since the books must be complete. You may sign up with this address again at any time.",
      ],
      button: { label: "What is still kept", href: link },
      note: "This was not you? Reply to this mail.",
    }),
  },
};
