import { inMinutesAndSeconds } from "../duration.ts";
import type { Texts } from "../id.ts";

/** Signing in and setting a password. */
export const account: Texts["account"] = {
  signIn: {
    title: "Sign in",
    lead: "For the SeTrip team.",
    email: "Email address",
    password: "Password",
    submit: "Sign in",
    submitting: "Checking…",
    wrong: "Email and password do not match. Check both and try once more.",
    suspended: "This account is suspended. Contact a SeTrip administrator.",
    tooMany: (seconds: number) => `Too many attempts. Wait ${inMinutesAndSeconds(seconds, "en")}, then try again.`,
    demoTitle: "Demo accounts",
    demoLead: "Sample data on this machine. Press an account to fill in the form.",
    demoRoles: { ADMIN: "administrator", USER: "ordinary user" },
  },
  setPassword: {
    title: "Set a password",
    lead: "This link works once. After saving, you sign in with the new password.",
    password: "New password",
    hint: (length: number) => `At least ${length} characters. A short sentence is easier to remember.`,
    submit: "Save password",
    submitting: "Saving…",
    tooShort: (length: number) => `Too short. At least ${length} characters.`,
    tooLong: "Too long. At most 128 characters.",
    expired: "This link was used already or has expired. Ask whoever runs the server for a new one.",
    saved: "Password saved. Now sign in with it.",
  },
  signOut: "Sign out",
};
